"""The verbs of an election: begun and led on, balloted, counted, concluded into posts and a term."""

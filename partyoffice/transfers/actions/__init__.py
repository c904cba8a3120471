"""The verbs of 组织关系: going out, coming in, letters, and what all of them share; one theme a file."""

"""文书档案: what leaves the office on paper, by number."""

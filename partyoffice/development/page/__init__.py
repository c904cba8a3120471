"""The tab 发展党员: one slim row of views, and the pane of each. Each view is a page of its own."""

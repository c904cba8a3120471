"""The view 记录: the meetings of a body's year, one of them to be written, and who came to it."""

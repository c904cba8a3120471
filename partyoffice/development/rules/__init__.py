"""What 《中国共产党发展党员工作细则》 asks of each step: pure functions of plain values, one theme a file.

Each returns findings (severity, sentence, article of the edition, one line of arithmetic). Nothing here
invents a date: what is not known is None and says nothing, what only the month is known of says so.
"""

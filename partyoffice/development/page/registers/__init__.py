"""The views of 发展党员 beside 进程: each a register described by data, one theme a file."""

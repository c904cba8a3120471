"""The registers of 工作计划, one a file."""

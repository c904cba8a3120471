"""The lists and papers of 工作计划 as documents."""

"""Year plans, their tasks, leading groups and responsibility lists: 工作计划 and 责任清单."""

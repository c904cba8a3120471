"""更多 → 工作计划: plans, tasks, leading groups, responsibility lists, 专题会议, each a register."""

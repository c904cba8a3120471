"""What the regulations say of moving 组织关系, one theme a file; needs nothing but Python."""

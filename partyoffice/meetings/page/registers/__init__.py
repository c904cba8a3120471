"""The registers of the tab 组织生活, each a view of its own."""

"""组织关系转接: letters in three parts, receipts, how long they hold."""

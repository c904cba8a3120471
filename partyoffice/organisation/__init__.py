"""The school's Party organisation: the tree, its committees and terms, the facts asked once."""

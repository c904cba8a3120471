"""Pictures of every tab, dialog and state of an office, made without a screen: ``--help`` tells how."""

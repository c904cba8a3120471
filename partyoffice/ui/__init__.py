"""The window kit: theme, icons, marks, tables, forms, messages, slow work and the shell."""

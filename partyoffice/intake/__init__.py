"""The import engine: any old sheet comes in right, or each wrong row goes back with the reason."""

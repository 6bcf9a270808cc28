"""Taking away what was recorded: every record with everything inside it, in files that any other system reads."""

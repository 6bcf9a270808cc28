"""Background work that survives a kill, is tried again, runs on a schedule and shows how far it is."""

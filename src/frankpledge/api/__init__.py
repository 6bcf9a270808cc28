"""The REST API, version 1: everything to read, and updates, values and milestones to write."""

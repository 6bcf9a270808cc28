"""The pages under “Activity”, those of one concern in a module."""

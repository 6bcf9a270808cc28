"""The audit's own management commands."""

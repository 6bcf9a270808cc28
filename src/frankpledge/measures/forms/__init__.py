"""What people fill in about indicators."""

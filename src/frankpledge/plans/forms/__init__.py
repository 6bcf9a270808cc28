"""What may be typed into the plan's pages."""

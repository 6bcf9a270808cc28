"""What the partnership does: its records by kind, and which of the plan’s actions they deliver."""

"""The pages of what every record carries."""

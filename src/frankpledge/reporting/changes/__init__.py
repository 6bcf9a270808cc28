"""Everything that may happen to reports, stories and recommendations."""

"""Pages of reports, stories and recommendations."""

"""The database tables of crime on the page."""

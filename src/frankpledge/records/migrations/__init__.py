"""The database tables of records."""

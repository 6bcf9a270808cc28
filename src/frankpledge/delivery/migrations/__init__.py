"""The database tables of delivery."""

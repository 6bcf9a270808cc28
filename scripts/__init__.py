"""What developers run: the reference pages and the guides' pictures."""

"""What is asked of the store, and kept."""

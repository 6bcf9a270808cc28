"""What everybody may read, and that nothing else is found there."""

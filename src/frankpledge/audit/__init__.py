"""What happened, who did it and who read it: written in the same transaction, or it does not happen."""

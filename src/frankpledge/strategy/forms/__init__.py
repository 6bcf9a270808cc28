"""What may be typed about the assessment, the scoring and the strategy."""

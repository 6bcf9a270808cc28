"""What is asked of the assessment, the scoring and the strategy."""

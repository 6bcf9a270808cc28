"""Every way the assessment, the scoring and the strategy can change."""

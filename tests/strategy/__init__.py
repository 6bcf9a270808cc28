"""Tests of the assessment, the scoring and the strategy."""

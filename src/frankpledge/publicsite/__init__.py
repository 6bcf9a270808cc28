"""What everybody may read without a log-in: stories let onto the public page, and how to report hate crime."""

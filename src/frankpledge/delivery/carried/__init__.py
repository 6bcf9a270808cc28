"""What every record carries, whatever its kind: files, comments, costs, and days to look at it again."""

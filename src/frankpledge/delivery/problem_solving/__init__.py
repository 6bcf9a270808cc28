"""What problems and operations share: evaluations beside them, the way from a nomination, what forms offer."""

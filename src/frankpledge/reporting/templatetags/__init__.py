"""What the report's templates need."""

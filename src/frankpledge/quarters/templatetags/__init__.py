"""Tags for the quarter's templates."""

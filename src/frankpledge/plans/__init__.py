"""The plan made live."""

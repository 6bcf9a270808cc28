"""The pages under “Crime”."""

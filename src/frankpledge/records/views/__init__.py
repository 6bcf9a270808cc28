"""The pages of any kind of record; a root makes them its own."""

"""Documents people bring, kept as they came, and each reading of one."""

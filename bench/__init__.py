"""The benchmarks: each a ratio against a named peer or limit, measured in one run, so that any machine can judge it."""

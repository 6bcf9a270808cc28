"""Statistics for crime counts and places: pure functions of arrays, with no input, no output and no Django."""

"""The three-year strategy and the strategic assessment it grows out of."""

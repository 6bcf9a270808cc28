"""Pages where programs are let in, and the calendar feeds."""

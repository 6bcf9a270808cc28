"""The law as dated rows: what an amount, an age, a time limit or an instrument was on any day, and who says so."""

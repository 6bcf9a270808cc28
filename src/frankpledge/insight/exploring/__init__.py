"""The views of “Explore”: each asks the store one kind of question and says what it found, as figures and in words."""

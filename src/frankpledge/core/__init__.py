"""Django furniture shared by every page: no word of community safety in here."""

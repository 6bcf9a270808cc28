"""Files people already have, read into plain dataclasses: no Django, no opinion on what the words mean."""

"""The kinds of record of delivery, a module each. ``delivery/models.py`` imports them, which registers them."""

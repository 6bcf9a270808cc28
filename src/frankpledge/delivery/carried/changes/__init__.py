"""Every way in which what a record carries can change."""

"""Bringing in what somebody already keeps in a table: any kind of record from CSV, Excel or OpenDocument."""

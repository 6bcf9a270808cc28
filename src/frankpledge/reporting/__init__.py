"""Reports: immutable snapshots of a quarter, as page, PDF, Word, spreadsheet and CSV."""

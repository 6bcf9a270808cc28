"""Papers: headings, prose, tables and pictures written once and read as page, PDF and Word. No Django, no plan."""

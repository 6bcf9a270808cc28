"""Writing plans out: the same plan as Word, PDF, spreadsheet, CSV, JSON or Markdown."""

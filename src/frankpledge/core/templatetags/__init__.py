"""Tags for templates: GOV.UK components, and the field that lets a form be answered once."""

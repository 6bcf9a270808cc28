"""The assessment and the strategy written out: as plain data, and as a paper for Word and PDF."""

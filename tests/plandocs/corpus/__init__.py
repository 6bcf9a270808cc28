"""Made-up plans in the layouts partnerships use, awkward ones above all. Every person in them is invented."""

"""Who clears which environmental crime, by day and after hours, within how many days: as it held on each day."""

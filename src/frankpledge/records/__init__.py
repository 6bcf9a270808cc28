"""The engine of records: what is done to any kind of record, knowing no particular one."""

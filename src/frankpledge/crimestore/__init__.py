"""Crime records in Parquet, asked through DuckDB: what was loaded, from which file, and what it can answer."""

"""Tests of the engine of records."""

"""Tests of the pages that show figures."""

"""Tests of indicators, their values, sources and ratings."""

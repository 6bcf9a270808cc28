"""Tests of the records of delivery."""

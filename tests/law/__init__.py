"""Tests of the register of law, and of what leans on it."""

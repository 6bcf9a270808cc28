"""Indicators: what the plan is judged by, where each value comes from, and what may honestly be said of it."""

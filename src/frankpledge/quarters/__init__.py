"""The quarter: updates asked for, answered, returned, approved and published."""

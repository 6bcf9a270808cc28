"""The partnership: its agencies, its action groups, its people, and what each of them may do."""

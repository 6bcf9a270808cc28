"""The pack a group reads before its meeting: what it says, how it is gathered, and how it is set out."""

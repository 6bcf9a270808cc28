"""What may happen to a quarter: opened, asked, answered, reminded of, decided, closed, published."""

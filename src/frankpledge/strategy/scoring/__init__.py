"""How a matrix turns points into a score, scores into ranks, and what one point more would change. Pure arithmetic."""

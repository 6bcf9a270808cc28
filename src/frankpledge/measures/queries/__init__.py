"""What is asked of indicators: how each stands in a quarter, its series, and what has none."""

from frankpledge.measures.queries.lacking import Gap, gaps
from frankpledge.measures.queries.progress import Point, Series, series
from frankpledge.measures.queries.rated import quarter_to_show, ratings, ratings_of

__all__ = ["Gap", "Point", "Series", "gaps", "quarter_to_show", "ratings", "ratings_of", "series"]

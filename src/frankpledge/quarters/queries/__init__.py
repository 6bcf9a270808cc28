"""What is asked about quarters: a cell, a quarter of a plan, the grid over the years, who has not answered."""

from frankpledge.quarters.queries.cells import Cell, CellKey, Wording, cell
from frankpledge.quarters.queries.pictures import QuarterPicture, Row, picture

__all__ = ["Cell", "CellKey", "QuarterPicture", "Row", "Wording", "cell", "picture"]

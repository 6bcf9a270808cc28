"""Crime definitions as data: what is counted, what is left out, which sources can tell, and where a series breaks."""

from __future__ import annotations

from frankpledge.crimestore.definitions.model import Break, Clause, Definition, Measure
from frankpledge.crimestore.definitions.reading import read_definition, shipped

__all__ = ["Break", "Clause", "Definition", "Measure", "read_definition", "shipped"]

"""Crime records in Parquet, asked through DuckDB: what was loaded, from which file, and what it can answer."""

from __future__ import annotations

from frankpledge.crimestore.answers import Answer, Caution, Events, LoadedFile, Provenance, Series
from frankpledge.crimestore.deciding import Repeat
from frankpledge.crimestore.decisions import Decision
from frankpledge.crimestore.definitions import Definition, read_definition, shipped
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.records import Records
from frankpledge.crimestore.refusals import (
    AreaUnknown,
    DecisionRefused,
    DefinitionOutOfDate,
    FileRefused,
    NeedsExtract,
    QuestionRefused,
    SnapPoints,
    StoreBusy,
    StoreRefused,
    VintagesMixed,
)  # fmt: skip
from frankpledge.crimestore.sources.mapping import Mapping, read_mapping
from frankpledge.crimestore.store import Store

__all__ = [
    "Answer", "AreaUnknown", "Caution", "Decision", "DecisionRefused", "Definition", "DefinitionOutOfDate", "Events",
    "FileRefused", "LoadedFile", "Mapping", "NeedsExtract", "Provenance", "Question", "QuestionRefused", "Records",
    "Repeat", "Series", "SnapPoints", "Store", "StoreBusy", "StoreRefused", "VintagesMixed", "read_definition",
    "read_mapping", "shipped",
]  # fmt: skip

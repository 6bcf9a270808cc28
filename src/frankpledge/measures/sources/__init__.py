"""Where values come from: one interface, a registry, and the sources that the plan itself is."""

from frankpledge.measures.reading import Reading, RecordLink, Verdict
from frankpledge.measures.sources import registry
from frankpledge.measures.sources.interface import NoQuestions, Source, SourceForm

__all__ = ["NoQuestions", "Reading", "RecordLink", "Source", "SourceForm", "Verdict", "registry"]

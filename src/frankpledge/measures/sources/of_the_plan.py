"""The sources that the plan itself is, added when Django starts."""

from __future__ import annotations

from frankpledge.measures.sources import registry
from frankpledge.measures.sources.interface import Source
from frankpledge.measures.sources.money import MoneySpent
from frankpledge.measures.sources.steps import ActionsFinished, MilestonesDone
from frankpledge.measures.sources.updates import UpdatesOnTime

SOURCES: tuple[Source, ...] = (MilestonesDone(), ActionsFinished(), UpdatesOnTime(), MoneySpent())


def add_all() -> None:
    """Put them in the registry."""
    for source in SOURCES:
        registry.add(source)

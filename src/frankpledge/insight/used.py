"""What this room offers to the rooms below it: sources of values, evidence, chapters, and panels."""

from __future__ import annotations

from importlib import import_module


def offer() -> None:
    """Put everything in its registry, when Django starts."""
    from frankpledge.insight import chapters, filling, panels
    from frankpledge.insight.sources import EVERY
    from frankpledge.measures.sources import registry

    for source in EVERY:
        registry.add(source)
    import_module("frankpledge.insight.packing.job")  # its job: those in ``background`` are found by themselves
    filling.offer()
    chapters.offer()
    panels.offer()

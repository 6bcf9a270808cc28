"""What environmental crime and audits put in the registry when Django starts."""

from __future__ import annotations

from frankpledge.delivery.clearing.alike import alike
from frankpledge.delivery.clearing.changes.again import report_again, tell_who_clears_it
from frankpledge.delivery.clearing.changes.findings import owe
from frankpledge.delivery.root import KINDS
from frankpledge.records.kinds import Likeness


def offer() -> None:
    """Duplicates are asked about, what is opened again is told, what is found is owed."""
    KINDS.recognise("environment", Likeness(alike, report_again))
    KINDS.upon("environment", "reopen", tell_who_clears_it)
    KINDS.upon_part("checks", owe)

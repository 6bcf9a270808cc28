"""A quarter's round, what it asks of whom, the reminders it sent, and the letters' links."""

from frankpledge.quarters.models.links import AnswerLink, LinkBrowser
from frankpledge.quarters.models.rounds import QuarterRound, Reminder, UpdateRequest

__all__ = ["AnswerLink", "LinkBrowser", "QuarterRound", "Reminder", "UpdateRequest"]

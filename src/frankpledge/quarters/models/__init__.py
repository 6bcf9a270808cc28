"""A quarter's round, what it asks of whom, the reminders it sent, the letters' links, and what was drafted for it."""

from frankpledge.quarters.models.drafts import Draft, DraftedSentence
from frankpledge.quarters.models.links import AnswerLink, LinkBrowser
from frankpledge.quarters.models.rounds import QuarterRound, Reminder, UpdateRequest

__all__ = ["AnswerLink", "Draft", "DraftedSentence", "LinkBrowser", "QuarterRound", "Reminder", "UpdateRequest"]

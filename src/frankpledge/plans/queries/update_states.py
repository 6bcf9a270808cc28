"""How far a quarter's update has got, and what may happen to it next: the whole of it, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from frankpledge.plans.models import QuarterUpdate, UpdateState


class Move(StrEnum):
    """One thing that may happen to an update."""

    ASK = "ask"  # a round asks for it
    WRITE = "write"  # its words change
    SUBMIT = "submit"
    TAKE_BACK = "take_back"  # by whoever submitted it, before anybody decided
    RETURN = "return"  # with what to put right
    APPROVE = "approve"
    PUBLISH = "publish"


_S, _M = UpdateState, Move

# What is not here cannot happen. Words written over submitted ones are still submitted: whoever approves names the
# wording they read. Words written over approved or published ones wait to be approved again; what was published stays
# published beside them (``QuarterUpdate.published_version``) until the new wording is.
MOVES: Mapping[UpdateState, Mapping[Move, UpdateState]] = {
    _S.UNASKED: {_M.ASK: _S.REQUESTED, _M.WRITE: _S.DRAFTED},
    _S.REQUESTED: {_M.ASK: _S.REQUESTED, _M.WRITE: _S.DRAFTED},
    _S.DRAFTED: {_M.ASK: _S.DRAFTED, _M.WRITE: _S.DRAFTED, _M.SUBMIT: _S.SUBMITTED},
    _S.SUBMITTED: {
        _M.ASK: _S.SUBMITTED,
        _M.WRITE: _S.SUBMITTED,
        _M.TAKE_BACK: _S.DRAFTED,
        _M.RETURN: _S.RETURNED,
        _M.APPROVE: _S.APPROVED,
    },
    _S.RETURNED: {_M.ASK: _S.RETURNED, _M.WRITE: _S.RETURNED, _M.SUBMIT: _S.SUBMITTED},
    _S.APPROVED: {
        _M.ASK: _S.APPROVED,
        _M.WRITE: _S.SUBMITTED,
        _M.RETURN: _S.RETURNED,
        _M.PUBLISH: _S.PUBLISHED,
    },
    _S.PUBLISHED: {_M.ASK: _S.PUBLISHED, _M.WRITE: _S.SUBMITTED},
}

_WHY_NOT = {
    _M.SUBMIT: "Only words that were drafted or sent back can be submitted.",
    _M.TAKE_BACK: "Only what is submitted and not yet decided can be taken back.",
    _M.RETURN: "Only what is submitted, or approved and not yet published, can be sent back.",
    _M.APPROVE: "Only what is submitted can be approved.",
    _M.PUBLISH: "Only what is approved can be published.",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A state as it is shown: a word with a shape and a colour."""

    word: str
    colour: str  # of ``{% status %}``, which gives each its shape


LOOKS: Mapping[UpdateState, Look] = {
    _S.UNASKED: Look("Not asked for", "none"),
    _S.REQUESTED: Look("Asked for", "amber"),
    _S.DRAFTED: Look("Drafted", "amber"),
    _S.SUBMITTED: Look("Submitted", "blue"),
    _S.RETURNED: Look("Sent back", "red"),
    _S.APPROVED: Look("Approved", "green"),
    _S.PUBLISHED: Look("Published", "green"),
}


def after(state: str, move: Move) -> UpdateState | None:
    """The state that follows, or nothing where the move cannot be made.

    >>> after("submitted", Move.APPROVE), after("published", Move.APPROVE)
    (UpdateState.APPROVED, None)
    """
    return MOVES[UpdateState(state)].get(move)


def why_not(move: Move) -> str:
    """What is said to somebody whose move cannot be made."""
    return _WHY_NOT.get(move, "This cannot be done now.")


def state_of(update: QuarterUpdate | None) -> UpdateState:
    """How far the cell has got. Words that came in with a document are drafted, whoever wrote them."""
    if update is None:
        return UpdateState.UNASKED
    return seen_state(update.state, has_words=bool(update.text))


def seen_state(state: str, *, has_words: bool) -> UpdateState:
    """The like, from the columns.

    >>> seen_state("unasked", has_words=True), seen_state("drafted", has_words=False)
    (UpdateState.DRAFTED, UpdateState.REQUESTED)
    """
    if state == UpdateState.UNASKED and has_words:
        return UpdateState.DRAFTED
    if state == UpdateState.DRAFTED and not has_words:
        return UpdateState.REQUESTED
    return UpdateState(state)

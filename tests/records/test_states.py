"""A table of states says what may happen and refuses the rest, whatever steps are tried in whatever order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.delivery.models import KINDS
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, NoSuchMove, StateMachine

LABELS = {"draft": "Draft", "out": "Out"}
OUT = Move("send", "Send it", ("draft",), "out")


@given(st.data(), st.sampled_from(list(KINDS)))
def test_no_walk_leaves_the_states_that_are_declared(data: st.DataObject, kind: RecordKind) -> None:
    states = kind.states
    state, names = states.initial, [move.name for move in states.moves]
    for name in data.draw(st.lists(st.sampled_from(names), max_size=12)):
        allowed = {move.name for move in states.from_state(state)}
        if name in allowed:
            state = states.take(state, name).to
        else:
            with pytest.raises(NoSuchMove):
                states.take(state, name)
        assert state in states.labels


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.slug)
def test_every_state_is_reached_and_what_a_step_requires_is_a_field_of_its_kind(kind: RecordKind) -> None:
    reached = {kind.states.initial}
    for _ in kind.states.labels:
        reached |= {move.to for move in kind.states.moves if reached & set(move.of)}

    assert reached == set(kind.states.labels)
    for move in kind.states.moves:
        assert set(move.requires) <= set(kind.fields)


def test_a_refusal_says_from_where_the_step_can_be_taken_and_where_it_stands_now() -> None:
    states = StateMachine(LABELS, "draft", (OUT,))

    with pytest.raises(NoSuchMove, match=r"“Send it” can be done only from “Draft”. This is now “Out”."):
        states.take("out", "send")


@pytest.mark.parametrize(
    ("states", "why"),
    [
        (lambda: StateMachine(LABELS, "nowhere", (OUT,)), "without words"),
        (lambda: StateMachine(LABELS, "draft", ()), "nothing leads to"),
        (lambda: StateMachine(LABELS, "draft", (OUT, OUT)), "one name"),
        (lambda: StateMachine(LABELS, "draft", (OUT,), void=frozenset({"gone"})), "without words"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_when_declared(states: Callable[[], StateMachine], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        states()

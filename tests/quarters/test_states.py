"""No order of doings reaches an illegal state, loses a wording, or changes what was published without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import access_by_command
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.updates import (
    approve_update,
    publish_update,
    return_update,
    submit_update,
    take_back_update,
    write_update,
)
from frankpledge.plans.models import QuarterUpdate, QuarterUpdateVersion, UpdateState
from frankpledge.plans.queries.update_states import MOVES, Move, state_of
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

TEXTS = st.sampled_from(["", "One", "Two", "Three"])
REASONS = st.sampled_from(["", "It was miscounted"])


@pytest.mark.pure
def test_every_state_says_what_may_follow_and_nothing_leads_out_of_the_table() -> None:
    assert set(MOVES) == set(UpdateState)
    assert {after for moves in MOVES.values() for after in moves.values()} <= set(UpdateState)
    assert all(Move.WRITE in moves for moves in MOVES.values())
    assert {before for before, moves in MOVES.items() if Move.PUBLISH in moves} == {UpdateState.APPROVED}
    assert {before for before, moves in MOVES.items() if Move.APPROVE in moves} == {UpdateState.SUBMITTED}


class Cell(RuleBasedStateMachine):
    """One cell, done to by people who see it as it is or as it was."""

    row = None
    by = None
    numbers = count()

    @initialize()
    def begin(self) -> None:
        QuarterUpdate.objects.filter(objective=self.row).delete()
        self.published: str | None = None
        self.words: list[str] = []

    @property
    def cell(self) -> QuarterUpdate | None:
        return QuarterUpdate.objects.filter(objective=self.row, quarter="Q1").first()

    @contextmanager
    def doing(self, move: Move) -> Iterator[None]:
        """Whatever is done follows the table, or is refused and changes nothing."""
        cell = self.cell
        before, said = state_of(cell), (cell.text, cell.version) if cell else ("", 0)
        try:
            with transaction.atomic():
                yield
        except (PlanRefused, EditedMeanwhile):
            now = self.cell
            assert (now.text, now.version) == said if now else said == ("", 0)
            assert state_of(now) == before
            return
        after = self.cell
        changed = after is not None and (state_of(after) != before or (after.text, after.version) != said)
        if changed and after is not None:
            assert after.state == MOVES[before].get(move) or state_of(after) == before

    def version(self, stale: bool) -> int:
        cell = self.cell
        return max(0, (cell.version if cell else 0) - stale)

    @rule(text=TEXTS, reason=REASONS, stale=st.booleans())
    def write(self, text: str, reason: str, stale: bool) -> None:
        before = self.cell
        with self.doing(Move.WRITE):
            update = write_update(
                objective=self.row, quarter="Q1", text=text, version=self.version(stale), reason=reason, by=self.by,
                now=NOW,
            )  # fmt: skip
            if before is not None and before.text != update.text:
                assert not stale
                if before.published_version is not None:
                    assert reason

    @rule(stale=st.booleans())
    def submit(self, stale: bool) -> None:
        self._move(Move.SUBMIT, submit_update, stale)

    @rule(stale=st.booleans())
    def take_back(self, stale: bool) -> None:
        self._move(Move.TAKE_BACK, take_back_update, stale)

    @rule(stale=st.booleans())
    def approve(self, stale: bool) -> None:
        self._move(Move.APPROVE, approve_update, stale)

    @rule(why=st.sampled_from(["", "Say how many"]))
    def send_back(self, why: str) -> None:
        with self.doing(Move.RETURN):
            return_update(objective=self.row, quarter="Q1", why=why, version=self.version(False), by=self.by, now=NOW)
            assert why

    @rule(stale=st.booleans())
    def publish(self, stale: bool) -> None:
        self._move(Move.PUBLISH, publish_update, stale)
        cell = self.cell
        if cell is not None and cell.state == UpdateState.PUBLISHED:
            self.published = cell.text

    def _move(self, move: Move, change: object, stale: bool) -> None:
        with self.doing(move):
            change(objective=self.row, quarter="Q1", version=self.version(stale), by=self.by, now=NOW)  # type: ignore[operator]

    @invariant()
    def what_was_published_is_still_what_the_public_has(self) -> None:
        cell = self.cell
        if cell is None or cell.published_version is None:
            return
        public = QuarterUpdateVersion.objects.get(update=cell, version=cell.published_version)
        assert public.text == self.published

    @invariant()
    def no_wording_is_lost_and_none_after_publication_lacks_its_reason(self) -> None:
        cell = self.cell
        if cell is None:
            return
        versions = list(QuarterUpdateVersion.objects.filter(update=cell).order_by("version"))
        assert [each.version for each in versions] == list(range(1, cell.version + 1))
        assert not versions or versions[-1].text == cell.text

    @invariant()
    def what_is_settled_has_words(self) -> None:
        cell = self.cell
        settled = {UpdateState.SUBMITTED, UpdateState.APPROVED, UpdateState.PUBLISHED}
        assert cell is None or cell.state not in settled or cell.text


def test_no_order_of_doings_reaches_an_illegal_state(east: Cast) -> None:
    Cell.row = objective(sow(east), "1.1")  # type: ignore[assignment]
    Cell.by = access_by_command("test", east.partnership)  # type: ignore[assignment]

    run_state_machine_as_test(
        Cell,
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )  # fmt: skip

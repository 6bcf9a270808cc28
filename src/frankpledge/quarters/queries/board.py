"""The board's one page: what is out of line first, then what was said, then money and risks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frankpledge.measures.rating import Rag, Rating
from frankpledge.plans.models import Plan, UpdateState
from frankpledge.plans.queries.money import Money, money_of
from frankpledge.plans.queries.steps import RiskLine, Step, StepState, steps_of
from frankpledge.quarters.queries.pictures import QuarterPicture, Row, picture

MOST = 6  # of each kind, so that it stays one page; the rest is counted
GRAVE = 12  # likelihood times impact from which a risk is shown to the board


@dataclass(frozen=True, slots=True)
class Some:
    """The first few, and how many more there are."""

    shown: tuple[object, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True)
class OffTrack:
    """An indicator that is not where it should be, with the objective it judges."""

    row: Row | None  # none: of the plan as a whole
    rating: Rating


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything on the page."""

    picture: QuarterPicture
    off_track: Some
    late_steps: Some
    unanswered: Some  # asked, and no answer by the close
    nobody: int  # objectives nobody could be asked for
    said: Some  # approved or published
    rated: tuple[tuple[Rag, int], ...]
    money: Money
    risks: Some


def board_page(plan: Plan, quarter: str, *, on: date) -> BoardPage:
    """The queries of ``picture``, and three more."""
    seen = picture(plan, quarter, on=on)
    judged = [OffTrack(row, rating) for row in seen.rows for rating in row.ratings]
    judged += [OffTrack(None, rating) for rating in seen.plan_ratings]
    off = [each for each in judged if each.rating.stands is Rag.OFF_TRACK]
    close = [each for each in judged if each.rating.stands is Rag.CLOSE]
    at = min(on, seen.last)
    steps = steps_of(plan)
    late = [step for step in steps.milestones if step.state(at) is StepState.LATE]
    grave = [risk for risk in steps.risks if risk.is_open and risk.score >= GRAVE]
    said = [row for row in seen.rows if row.state in (UpdateState.PUBLISHED, UpdateState.APPROVED)]
    return BoardPage(
        picture=seen,
        off_track=_some([*off, *close]),
        late_steps=_some(late),
        unanswered=_some([row for row in seen.rows if row.is_late and not row.is_answered]),
        nobody=len(seen.cannot_be_asked),
        said=_some(said),
        rated=tuple((rag, sum(each.rating.stands is rag for each in judged)) for rag in Rag),
        money=money_of(plan),
        risks=_some(grave),
    )


def _some(found: list[OffTrack] | list[Step] | list[Row] | list[RiskLine]) -> Some:
    return Some(tuple(found[:MOST]), max(0, len(found) - MOST))

"""What a letter's link opens onto: what was asked of its person in its round, and nothing beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from frankpledge.measures.models import Indicator, IndicatorValue
from frankpledge.measures.periods import PeriodKind
from frankpledge.measures.sources.registry import PERSON
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Objective, QuarterUpdate, UpdateState
from frankpledge.plans.queries.quarters import NAMES, quarter_days
from frankpledge.plans.queries.steps import Step
from frankpledge.quarters.drafting import Sentence
from frankpledge.quarters.models import AnswerLink, UpdateRequest
from frankpledge.quarters.queries.drafts import Drafted, drafted, said_in
from frankpledge.quarters.queries.pictures import SETTLED, QuarterPicture, Row, picture


@dataclass(frozen=True, slots=True)
class ValueAsked:
    """An indicator whose figure for the quarter a person enters, as the page asks for it."""

    indicator: Indicator
    value: IndicatorValue | None

    @property
    def version(self) -> int:
        return self.value.version if self.value else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One objective as its owner's page shows it."""

    row: Row
    before_name: str  # the quarter before
    before: str  # what was said in it
    milestones: tuple[Step, ...]
    values: tuple[ValueAsked, ...]
    draft: Drafted
    said: tuple[Sentence, ...]  # drafted sentences that its words still say

    @property
    def words(self) -> str:
        """What its box begins with: its own words, or the draft where nobody has written any."""
        return self.row.text if self.row.version else self.draft.text

    @property
    def is_as_drafted(self) -> bool:
        """Whether the box shows a draft that nobody has saved."""
        return not self.row.version and bool(self.draft.text)

    @property
    def can_write(self) -> bool:
        return self.row.state not in (*SETTLED, UpdateState.SUBMITTED)

    @property
    def can_take_back(self) -> bool:
        return self.row.state == UpdateState.SUBMITTED

    @property
    def is_returned(self) -> bool:
        return self.row.state == UpdateState.RETURNED


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything on one person's page."""

    link: AnswerLink
    picture: QuarterPicture
    asked: tuple[Asked, ...]

    @property
    def answered(self) -> int:
        return sum(each.row.is_answered for each in self.asked)

    @property
    def is_done(self) -> bool:
        return self.answered == len(self.asked)

    @property
    def can_submit_all(self) -> bool:
        return sum(bool(each.can_write and each.row.text.strip()) for each in self.asked) > 1


def requests_of(link: AnswerLink) -> QuerySet[UpdateRequest]:
    """What was asked of the link's person, first or by a reminder when whoever was asked first was silent."""
    theirs = Q(asked_of=link.person_id) | Q(reminders__sent_to=link.person_id)
    found = UpdateRequest.objects.filter(theirs, round=link.round_id).values("pk")
    return UpdateRequest.objects.filter(pk__in=found)


def answers_of(link: AnswerLink, *, on: date) -> Answers:
    """The page's whole contents: the queries of ``picture``, eight more, and those of whoever drafts."""
    seen = picture(link.round.plan, link.round.quarter, on=on)
    mine = set(requests_of(link).values_list("objective_id", flat=True))
    rows = [row for row in seen.rows if row.pk in mine]
    before = _before(mine, link.round.quarter)
    values: dict[int | None, list[ValueAsked]] = defaultdict(list)
    for each in values_asked(link):
        values[each.indicator.objective_id].append(each)
    at = QUARTERS.index(link.round.quarter)
    before_name = NAMES[QUARTERS[at - 1]] if at else f"{NAMES['Q4']} of the year before"
    drafts = drafted(link.round.plan, link.round.quarter, mine, on=on)
    said = said_in({row.pk: row.text for row in rows}, link.round.quarter)
    asked = tuple(
        Asked(
            row, before_name, before.get(row.pk, ""), row.milestones, tuple(values[row.pk]), drafts[row.pk],
            said[row.pk],
        )
        for row in rows
    )  # fmt: skip
    return Answers(link, seen, asked)


def _before(objectives: set[int], quarter: str) -> dict[int, str]:
    """What was said the quarter before; before the first, in the last one of the objective it carries on."""
    at = QUARTERS.index(quarter)
    if at:
        rows = QuarterUpdate.objects.filter(objective__in=objectives, quarter=QUARTERS[at - 1])
        return dict(rows.values_list("objective_id", "text"))
    earlier = dict(Objective.objects.filter(pk__in=objectives, previous__isnull=False).values_list("previous_id", "pk"))
    rows = QuarterUpdate.objects.filter(objective__in=earlier, quarter=QUARTERS[-1])
    return {earlier[previous]: text for previous, text in rows.values_list("objective_id", "text")}


def values_asked(link: AnswerLink) -> tuple[ValueAsked, ...]:
    """Indicators of what was asked that a person enters, and that this person owns or nobody does: three queries."""
    objectives = set(requests_of(link).values_list("objective_id", flat=True))
    theirs = Q(owner=link.person_id) | Q(owner__isnull=True)
    rows = Indicator.objects.filter(theirs, objective__in=objectives, source=PERSON, retired_on__isnull=True)
    indicators = list(rows.select_related("plan", "objective__section").order_by("position", "pk"))
    first, _ = quarter_days(link.round.plan, link.round.quarter)
    values = {
        value.indicator_id: value
        for value in IndicatorValue.objects.filter(
            indicator__in=[row.pk for row in indicators], kind=PeriodKind.QUARTER, starts_on=first
        )
    }
    return tuple(ValueAsked(row, values.get(row.pk)) for row in indicators)

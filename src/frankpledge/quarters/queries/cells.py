"""One cell of the grid opened: its words with every earlier one, its figures, its milestones, and what they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, QuarterUpdateVersion
from frankpledge.plans.queries.update_states import MOVES, Move
from frankpledge.quarters.drafting import Sentence
from frankpledge.quarters.evidence import Found, evidence_of
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.queries.drafts import said_in
from frankpledge.quarters.queries.pictures import QuarterPicture, Row, picture

# A figure in a sentence: not a reference such as 1.3, a year, or the number of a quarter.
_FIGURE = re.compile(r"(?<![\w.,/-])(?:£\s?)?\d[\d,]*(?:\.\d+)?\s?%?(?![\w/-]|\.\d)")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class CellKey:
    """Which cell: what panels of the place ``cell`` are given."""

    objective: Objective
    quarter: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The cell as it once read. ``written_by`` is the audit's name for a person: ``plans.queries.people.hands``."""

    version: int
    text: str
    written_by: str
    written_at: datetime
    reason: str  # why published words were corrected
    way: str  # page, link, api, import; blank for what came with a document
    is_current: bool
    is_published: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One objective in one quarter, with all there is to know of it."""

    key: CellKey
    picture: QuarterPicture
    row: Row
    history: tuple[Wording, ...]  # newest first
    evidence: tuple[Found, ...]
    said: tuple[Sentence, ...]  # drafted sentences its words still say, each with its records
    may_write: bool
    may_approve: bool
    may_run: bool

    @property
    def round(self) -> QuarterRound | None:
        return self.picture.round

    @property
    def moves(self) -> frozenset[Move]:
        """What this reader may do with it now, besides writing."""
        offered = set(MOVES[self.row.state])
        mine = {Move.APPROVE, Move.RETURN} if self.may_approve else set()
        mine |= {Move.PUBLISH} if self.may_run and self.may_approve and self.round else set()
        mine |= {Move.SUBMIT, Move.TAKE_BACK} if self.may_write else set()
        return frozenset(offered & mine)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures its words give."""
        return figures_in(self.row.text)

    @property
    def bare_figures(self) -> tuple[str, ...]:
        """Figures that no drafted sentence and no indicator gives.

        Where records stand behind the cell and nobody drafted it, whoever reads finds the figure among them.
        """
        has_records = any(found.records for found in self.evidence) or any(each.records for each in self.row.ratings)
        if has_records and not self.said:
            return ()
        known = {each for sentence in self.said if sentence.records for each in figures_in(sentence.words)}
        rated = (f"{rating.shown_held} {rating.shown_target}" for rating in self.row.ratings)
        known |= {each for words in rated for each in figures_in(words)}
        return tuple(each for each in self.figures if each not in known)


def figures_in(text: str) -> tuple[str, ...]:
    """The figures a text gives, without references, years and dates.

    >>> figures_in("In 2008 we held 14 patrols, see 1.3; thefts fell by 6.5% and £1,200 was spent (Q2).")
    ('14', '6.5%', '£1,200')
    """
    found = (match.strip().rstrip(",") for match in _FIGURE.findall(text))
    return tuple(each for each in found if not _YEAR.match(each) and not re.fullmatch(r"\d\.\d", each))


def cell(objective: Objective, quarter: str, access: Access) -> Cell:
    """The whole of a cell: the queries of ``picture``, one for its history and those of each kind of evidence."""
    seen = picture(objective.section.plan, quarter)
    row = seen.by_objective[objective.pk]
    reach = {"agencies": row.led.agency_ids, "groups": row.led.group_ids}
    return Cell(
        key=CellKey(objective, quarter),
        picture=seen,
        row=row,
        history=_history(row),
        evidence=evidence_of(objective, seen.first, seen.last),
        said=said_in({objective.pk: row.text}, quarter)[objective.pk],
        may_write=access.may(Permission.UPDATE_WRITE, **reach),
        may_approve=access.may(Permission.UPDATE_APPROVE, **reach),
        may_run=access.may(Permission.QUARTER_RUN),
    )


def _history(row: Row) -> tuple[Wording, ...]:
    if row.update is None:
        return ()
    return tuple(
        Wording(
            each.version, each.text, each.written_by, each.written_at, each.reason, each.way,
            is_current=each.version == row.version,
            is_published=each.version == row.published_version,
        )
        for each in QuarterUpdateVersion.objects.filter(update=row.update).order_by("-version")
    )  # fmt: skip

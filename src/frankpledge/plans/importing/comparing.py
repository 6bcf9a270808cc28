"""What a newer document says differently from a plan, as the page shows it and as the change applies it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from frankpledge.plandocs.as_json import to_json
from frankpledge.plandocs.difference import Change
from frankpledge.plandocs.differences import Difference, differences
from frankpledge.plandocs.model import Objective, PlanDocument, Reading, Section
from frankpledge.plans.importing.fitting import fitted
from frankpledge.plans.importing.readings import storable
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import Plan
from frankpledge.plans.models import Section as SectionRow
from frankpledge.plans.queries.documents import plan_document
from frankpledge.plans.queries.pieces import HAPPENS, LABELS, Piece, pieces

# Marks a part with the number of its row, in the field that is never compared. NUL cannot come from a document.
MARK = "\x00row "


@dataclass(frozen=True, slots=True)
class Shown:
    """One difference on the page."""

    key: str
    difference: Difference
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def label(self) -> str:
        return str(LABELS.get(self.difference.field, self.difference.field))

    @property
    def word(self) -> str:
        """What happens, where it is more than a change of words."""
        return str(HAPPENS.get(self.difference.kind, ""))

    @property
    def takes_away(self) -> bool:
        """Whether words of the plan would go and none come instead. Never part of "every change"."""
        gone = self.difference.kind is Change.REMOVED
        return gone or (bool(self.difference.before) and not self.difference.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan beside a newer document."""

    before: PlanDocument  # each section and objective marked with its row
    after: PlanDocument
    state: str  # of the plan: the same again as long as nobody changes a word of it
    shown: tuple[Shown, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(one.difference.kind.value for one in self.shown)

    @property
    def names_officers(self) -> bool:
        return any(one.difference.field == "people" for one in self.shown)


def compare(plan: Plan, document: PlanDocument) -> Comparison:
    """The plan as it now stands beside what the document says."""
    before = marked(plan, plan_document(plan))
    after = fitted(storable(document))
    # A document without a title or a year says nothing of them: somebody gave the plan its own.
    after = replace(after, title=after.title or before.title, period=after.period or before.period)
    return Comparison(before, after, _state(before), tuple(_shown(differences(before, after))))


def marked(plan: Plan, document: PlanDocument) -> PlanDocument:
    """The plan's document with each part marked by its row, so that the row is known again however it changes."""
    section_rows = list(SectionRow.objects.filter(plan=plan).order_by("position", "pk").values_list("pk", flat=True))
    rows = ObjectiveRow.objects.filter(section__plan=plan).order_by("section__position", "section_id", "position", "pk")
    objective_rows = iter(rows.values_list("pk", flat=True))
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                place=f"{MARK}{row}",
                objectives=tuple(replace(each, place=f"{MARK}{next(objective_rows)}") for each in section.objectives),
            )
            for row, section in zip(section_rows, document.sections, strict=True)
        ),
    )


def row_of(part: Section | Objective) -> int | None:
    """The row a part is marked with; ``None`` for one that the newer document brings."""
    return int(part.place.removeprefix(MARK)) if part.place.startswith(MARK) else None


def _state(document: PlanDocument) -> str:
    return hashlib.sha256(json.dumps(to_json(Reading(document)), sort_keys=True).encode()).hexdigest()


def _shown(found: Iterable[Difference]) -> Iterator[Shown]:
    """Each with a key made of what it says, so that a tick stays with its words when the plan changes elsewhere."""
    times: Counter[str] = Counter()
    for one in found:
        said = hashlib.sha256("\0".join((one.kind.value, one.ref, one.field, one.before, one.after)).encode())
        key = said.hexdigest()[:16]
        times[key] += 1
        before, after = pieces(one.before, one.after)
        yield Shown(f"{key}-{times[key]}", one, before, after)

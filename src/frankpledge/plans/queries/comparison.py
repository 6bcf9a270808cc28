"""Any two versions of a plan side by side: editions of one, the plan as it stands, or another year's by its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from frankpledge.plandocs.as_json import from_json
from frankpledge.plandocs.difference import Change, Difference
from frankpledge.plandocs.differences import differences
from frankpledge.plandocs.model import QUARTERS, Objective, PlanDocument
from frankpledge.plans.models import Edition, Plan
from frankpledge.plans.queries.documents import plan_document
from frankpledge.plans.queries.lineage import lineages
from frankpledge.plans.queries.pieces import HAPPENS, LABELS, Piece, pieces

NOW = "now"
_PROGRESS = (*QUARTERS, "updates")
_SECTION = ("section", "number", "cross_cutting", "notes", "updates", "title")
_WHOLE = ("objective", "actions", "target", "indicator", "leads", "groups", "people", "timescale", "status")
Row = tuple[str, str, str, str, str]  # part, field, what happened, before, after


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a comparison. ``key`` names it in an address: "now", "edition-3", or "2007-2008" for another plan."""

    key: str
    label: str
    plan: Plan
    document: PlanDocument


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that differs."""

    part: str
    label: str
    word: str  # "added", "removed", "moved"; "changed" for a change of words
    field: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def texts(self) -> tuple[str, str]:
        return "".join(piece.text for piece in self.before), "".join(piece.text for piece in self.after)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everything in which two versions differ, in the plan's order."""

    rows: tuple[Changed, ...]
    counts: dict[str, int]  # "changed", "added", "removed", "moved": how many parts

    @property
    def parts(self) -> list[tuple[str, list[Changed]]]:
        return [(part, list(rows)) for part, rows in groupby(self.rows, key=lambda row: row.part)]

    @property
    def names_officers(self) -> bool:
        return any(row.field == "people" for row in self.rows)

    def table(self) -> list[Row]:
        """For files."""
        return [(row.part, row.label, row.word, *row.texts) for row in self.rows]


def versions_of(plan: Plan) -> list[tuple[str, str]]:
    """What this plan can be compared with, as (key, label): itself now, its editions, and other years' plans."""
    found = [(NOW, "This plan now")]
    for number, why in Edition.objects.filter(plan=plan).order_by("-number").values_list("number", "why"):
        found.append((f"edition-{number}", f"Edition {number}: {why}"))
    others = Plan.objects.filter(partnership=plan.partnership_id).exclude(pk=plan.pk)
    found += [(slug, f"{title}, as it now stands") for slug, title in others.values_list("slug", "title")]
    return found


def version_of(plan: Plan, key: str) -> Version | None:
    """That side of a comparison, or ``None`` where the plan has no such thing to compare with."""
    if key == NOW:
        return Version(key, "This plan now", plan, plan_document(plan))
    kind, _dash, number = key.partition("-")
    if kind == "edition" and number.isascii() and number.isdigit() and len(number) < 6:
        edition = Edition.objects.filter(plan=plan, number=int(number)).first()
        return Version(key, f"Edition {number}", plan, from_json(edition.document)) if edition else None
    other = Plan.objects.filter(partnership=plan.partnership_id, slug=key).first()
    return Version(key, other.title, other, plan_document(other)) if other else None


def usual_side(plan: Plan) -> str:
    """What one most likely compares the plan with: its last edition, else last year's plan, else any other."""
    keys = [key for key, _label in versions_of(plan)]
    if len(keys) > 1 and keys[1].startswith("edition-"):
        return keys[1]
    if plan.previous is not None:
        return plan.previous.slug
    return keys[1] if len(keys) > 1 else NOW


def compare_versions(before: Version, after: Version, *, progress: bool = False) -> SideBySide:
    """The two side by side; of two years' plans, each objective beside that of its own line.

    ``progress`` shows what was said of the quarters too, which is not what a plan promises.
    """
    pairs = None if before.plan.pk == after.plan.pk else _pairs(before, after)
    return side_by_side(before.document, after.document, pairs=pairs, progress=progress)


def side_by_side(
    before: PlanDocument, after: PlanDocument, *, pairs: dict[int, int] | None = None, progress: bool = False
) -> SideBySide:
    """Two documents side by side. An objective that is new or gone is shown whole."""
    found = [one for one in differences(before, after, pairs) if progress or one.field not in _PROGRESS]
    was = [one for section in before.sections for one in section.objectives]
    rows = tuple(row for one in found for row in _rows(one, was))
    happened = Counter(word for _part, word in {(row.part, row.word) for row in rows})
    return SideBySide(rows, {str(kind): happened[str(kind)] for kind in Change if happened[str(kind)]})


def _pairs(before: Version, after: Version) -> dict[int, int] | None:
    """Which objective of a later year is which of an earlier one, by their lines; ``None`` if no line is in both."""
    lines = lineages([before.plan, after.plan])
    places = {
        lines[before.plan.pk][one.ref]: at
        for at, one in enumerate(_objectives(before.document))
        if one.ref in lines[before.plan.pk]
    }
    here = lines[after.plan.pk]
    found = {
        at: places[here[one.ref]]
        for at, one in enumerate(_objectives(after.document))
        if one.ref in here and here[one.ref] in places
    }
    return found or None


def _objectives(document: PlanDocument) -> Iterator[Objective]:
    return (one for section in document.sections for one in section.objectives)


def _rows(one: Difference, was: list[Objective]) -> Iterable[Changed]:
    if not one.field and one.kind is Change.ADDED:
        return _whole(one, None, one.value)
    if not one.field and one.kind is Change.REMOVED:
        return _whole(one, was[one.item[1]], None)
    before, after = pieces(one.before, one.after)
    label = str(LABELS.get(one.field, one.field))
    return [Changed(_part(one), label, _word(one), one.field, before, after)]


def _whole(one: Difference, before: Objective | None, after: Objective | None) -> Iterator[Changed]:
    for name in _WHOLE:
        texts = [_said(side, name) for side in (before, after)]
        if any(texts):
            yield Changed(_part(one), str(LABELS[name]), _word(one), name, *pieces(*texts))


def _said(objective: Objective | None, name: str) -> str:
    """A field of an objective in the words in which a change of it would be shown."""
    if objective is None:
        return ""
    value: Any = getattr(objective, name)
    if name in ("leads", "groups"):
        return "\n".join(", ".join(party.names) or str(party.kind).replace("_", " ") for party in value)
    if name == "actions":
        return "\n".join(line for action in value for line in _lines(action, 0))
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _lines(action: Any, level: int) -> Iterator[str]:
    yield f"{'  ' * level}- {action.text}"
    for child in action.children:
        yield from _lines(child, level + 1)


def _word(one: Difference) -> str:
    return str(HAPPENS.get(one.kind, "changed"))


def _part(one: Difference) -> str:
    if one.item[0] == "plan":
        return "The plan"
    return f"Section {one.ref}" if one.field in _SECTION else f"Objective {one.ref}"

"""What was recorded as flat tables: one for each kind, one for each table inside, and those that every record has.

Each line begins with its record's number, so that whoever takes the tables away can put them together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone

from frankpledge.delivery.carried.models import Attachment, Comment
from frankpledge.delivery.root import KINDS, DeliveryEvent, RecordLink
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.records.changes.records import COMMON
from frankpledge.records.kinds import Part, RecordKind, shown, told
from frankpledge.records.queries import bodies, named_by

A_CHUNK = 1000
Line = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, fetched while it is written."""

    name: str  # of its file
    title: str
    heads: tuple[str, ...]
    lines: Callable[[], Iterator[Line]]


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody taking records away. ``records`` are of the root, as far as they may see them.

    Free text that may name somebody, exact small counts and names go only to whoever may change every record.
    """

    access: Access
    records: Any
    _hands: dict[str, str] = field(default_factory=dict)

    @property
    def takes_all(self) -> bool:
        return self.access.reach(KINDS.write).everywhere

    @property
    def kinds(self) -> list[RecordKind]:
        """The kinds that are among the records."""
        there = set(self.records.order_by().values_list("kind", flat=True).distinct())
        return [kind for kind in KINDS if kind.slug in there]

    def sheets(self) -> Iterator[Sheet]:
        """Every table that has a line; the kinds' own first."""
        kinds = self.kinds
        for kind in kinds:
            yield self._of_kind(kind)
            for part in kind.parts:
                yield from self._of_part(part, f"{kind.slug}-{part.slug}", f"{kind.prefix} {part.heading}")
        for part in KINDS.parts:
            yield from self._of_part(part, part.slug, part.heading)
        yield from self._beside()

    def people(self) -> list[int]:
        """Whose names are in the tables, for the audit."""
        if not self.takes_all:
            return []
        found = set(Task.objects.filter(record__in=self._keys()).values_list("owner__user_id", flat=True))
        for kind in self.kinds:
            for model, within in ((kind.model, "pk__in"), *((part.model, "record__in") for part in self._parts(kind))):
                rows: Any = model._default_manager
                for name in _places(model):
                    found |= set(rows.filter(**{within: self._keys()}).values_list(f"{name}__user_id", flat=True))
        return sorted(each for each in found if each is not None)

    def _parts(self, kind: RecordKind) -> tuple[Part, ...]:
        return (*kind.parts, *KINDS.parts)

    def _keys(self) -> Any:
        return self.records.order_by().values("pk")

    def _open(self, model: type[Model], names: tuple[str, ...]) -> list[str]:
        """The fields this person may take away."""
        personal: frozenset[str] = model.Privacy.personal  # type: ignore[attr-defined]  # every model says
        return [name for name in names if self.takes_all or name not in personal]

    def _say(self, row: Any, name: str) -> object:
        if name == "agencies":
            return "; ".join(str(each) for each in row.agencies.all())
        if name == "place_area":
            return str(row.place_area)  # with its code: two areas may bear one name
        if self.takes_all:
            return _plain(shown(row, name, self.access))
        return _plain(told(row, name) if hasattr(row, "declared") else shown(row, name))

    def _of_kind(self, kind: RecordKind) -> Sheet:
        hides = kind.guarded and not self.takes_all
        common = tuple(name for name in COMMON if not (hides and name == "title"))
        names = [*common, *self._open(kind.model, kind.fields), *(attribute for _, attribute in kind.facts)]
        rows: Any = kind.model.objects

        def lines() -> Iterator[Line]:
            found = rows.filter(pk__in=self._keys()).order_by("number")
            found = found.select_related(*_joined(kind.model, named_by(kind, names)))
            for row in found.prefetch_related("agencies", *kind.inside).iterator(chunk_size=A_CHUNK):
                yield (row.number, row.state_label, *(self._say(row, name) for name in names))

        return Sheet(
            kind.slug, kind.label_of_plural, ("Number", "State", *(kind.label_of(name) for name in names)), lines
        )

    def _of_part(self, part: Part, name: str, title: str) -> Iterator[Sheet]:
        every: Any = part.model.objects
        rows, names = every.filter(record__in=self._keys()), self._open(part.model, part.fields)

        def lines() -> Iterator[Line]:
            joined = [each for each in names if part.model._meta.get_field(each).many_to_one]
            found = rows.select_related("record", *_joined(part.model, joined)).order_by("record__number", "pk")
            for row in found.iterator(chunk_size=A_CHUNK):
                yield (row.record.number, *(self._say(row, each) for each in names))

        if rows.exists():
            yield Sheet(name, title, ("Record", *(part.label_of(each) for each in names)), lines)

    def _beside(self) -> Iterator[Sheet]:
        """What stands beside every record: what it serves, what is to be done, its files, its history, its comments."""
        tables: list[tuple[str, str, tuple[str, ...], Any, Callable[[Any], Line]]] = [
            ("objectives", "Objectives served", ("Record", "Plan", "Objective", "Words", "Action"),
             RecordLink.objects.select_related("record", "objective__section__plan", "action"), _link),
            ("tasks", "Tasks", ("Record", "Task", "Agency", "Who", "Due by", "Done on", "Dropped on", "Why dropped"),
             Task.objects.select_related("record", "agency", "owner__user", "owner__agency"), self._task),
            ("files", "Files", ("Record", "Number", "Kind", "Shows", "Caption", "Bytes", "SHA-256", "Added", "Removed",
              "Why removed"),
             Attachment.objects.select_related("record").defer("safe"), self._file),
        ]  # fmt: skip
        if self.takes_all:
            tables.append(
                ("comments", "Comments", ("Record", "Said on", "By", "Comment"),
                 Comment.objects.select_related("record"), self._comment)
            )  # fmt: skip
        tables.append(
            ("history", "History", ("Record", "At", "By", "What", "Step or table", "State", "Fields", "Why"),
             DeliveryEvent.objects.select_related("record"), self._event)
        )  # fmt: skip
        for name, title, heads, rows, line in tables:
            mine = rows.filter(record__in=self._keys()).order_by("record__number", "pk")
            if mine.exists():
                yield Sheet(name, title, heads, _each(mine, line))

    def _task(self, task: Any) -> Line:
        owner = shown(task, "owner", self.access) if self.takes_all else ""
        why = task.dropped_why if self.takes_all else ""
        days = (_plain(day) for day in (task.due_on, task.done_on, task.dropped_on))
        return (task.record.number, task.words, str(task.agency), owner, *days, why)

    def _file(self, file: Any) -> Line:
        caption, why = (file.caption, file.removed_why) if self.takes_all else ("", "")
        return (
            file.record.number, file.pk, file.get_kind_display(), file.get_sort_display(), caption, file.size,
            file.sha256, _moment(file.made_at), _moment(file.removed_at), why,
        )  # fmt: skip

    def _comment(self, said: Any) -> Line:
        return (said.record.number, _moment(said.made_at), self._hand(said.made_by), said.text)

    def _event(self, event: Any) -> Line:
        why = event.reason if self.takes_all else ""
        return (
            event.record.number, _moment(event.at), self._hand(event.by), event.get_what_display(), event.step,
            event.state, "; ".join(event.fields), why,
        )  # fmt: skip

    def _hand(self, key: str) -> str:
        """Whose hand, as in a record's history: the agency's."""
        if key not in self._hands:
            self._hands.update(bodies([key], self.access.partnership))
        return self._hands[key]


def _each(rows: Any, line: Callable[[Any], Line]) -> Callable[[], Iterator[Line]]:
    return lambda: (line(row) for row in rows.iterator(chunk_size=A_CHUNK))


def _link(link: Any) -> Line:
    objective = link.objective
    words = link.action.text if link.action else ""
    return (link.record.number, objective.section.plan.slug, objective.ref, objective.text, words)


def _places(model: type[Model]) -> list[str]:
    """The fields that name somebody's place in the partnership."""
    return [each.name for each in model._meta.local_fields if each.related_model is Membership]


def _joined(model: type[Model], names: list[str]) -> list[str]:
    """What is fetched with each row: whoever holds a place too, for their name is what is said of it."""
    places = set(_places(model))
    deep = [f"{name}__{each}" for name in names if name in places for each in ("user", "agency")]
    return [*names, *deep]


def _moment(at: Any) -> str:
    return "" if at is None else timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _plain(value: Any) -> object:
    if value is None:
        return ""
    return value if isinstance(value, int | str) else str(value)

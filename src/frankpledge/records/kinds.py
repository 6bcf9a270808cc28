"""A kind of record as one declaration, and the kinds of one root in a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import TYPE_CHECKING, Any

from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission
from frankpledge.records.places import place_said
from frankpledge.records.states import StateMachine

if TYPE_CHECKING:
    from frankpledge.partners.access import Access
    from frankpledge.records.ground import Ground
    from frankpledge.records.models import Record
    from frankpledge.records.parts import RecordPart


SMALL = 5
FEWER = f"fewer than {SMALL}"
HELD = "not given, because a number beside it is small"


@dataclass(frozen=True, slots=True)
class Part:
    """A table inside each record of a kind, whose lines are added, edited and taken away on pages of their own."""

    slug: str  # in addresses and in the history: never changed once in use
    model: type[RecordPart]
    heading: str  # "Issues raised"
    add: str  # what the button says: "Add an issue"
    fields: tuple[str, ...]  # in the order they are asked for and shown
    states: tuple[str, ...] = ()  # of the record, in which lines may be changed; in any where none is named

    @property
    def name(self) -> str:
        """One line: "issue"."""
        return str(self.model._meta.verbose_name)

    def is_open_in(self, state: str) -> bool:
        """Whether lines may be changed while the record stands in that state."""
        return not self.states or state in self.states

    def label_of(self, name: str) -> str:
        """What a field is called, beginning with a capital."""
        words = str(self.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # only own fields are named
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Clock:
    """A day on which something of the record runs out, or is due: the expiry clock shows it and warns before it."""

    field: str  # a date field of the model
    words: str  # what happens then: "expires", "must be reviewed"
    days: int = 30  # how long before it the right people are told
    states: tuple[str, ...] = ()  # in which the clock runs; in all that count where none is named
    then: str = ""  # the step it takes by itself the day after; it must ask for nothing


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What the engine must know of a kind. What it does not fit, it should not have: write a view (ADR 27)."""

    slug: str  # in addresses and in the database: never changed once in use
    prefix: str  # of its numbers: COM in COM-2026-0012
    model: type[Record]
    purpose: str  # one sentence for whoever wonders whether this is the kind they want
    states: StateMachine
    fields: tuple[str, ...]  # its own, in the order they are asked for
    columns: tuple[str, ...]  # of its list, beside number, title, date and state
    facts: tuple[tuple[str, str], ...] = ()  # worked out: heading, and property of the model
    later: tuple[str, ...] = ()  # fields not asked when it is first recorded: a step or an edit asks for them
    words: tuple[str, ...] = ()  # in a plan's text they hint that such records deliver it
    late: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # in that state only these may be edited
    family: str = ""  # the heading under which it is offered, one of its registry's
    parts: tuple[Part, ...] = ()  # tables inside it
    clocks: tuple[Clock, ...] = ()  # the days that must not be missed
    small: tuple[str, ...] = ()  # counts of people, and facts that rest on them: guarded in lists and files
    shares: tuple[tuple[str, str], ...] = ()  # amounts that are part of another: reviewed, and incidents
    guarded: bool = False  # read only by those whose writing reaches it, and by writers of an agency that took part
    is_wordless: bool = False  # nothing may be said of it beside its fields: no comment and no file is taken
    labels: Mapping[str, str] = field(default_factory=dict)  # where a common field is called otherwise: "asked on"

    @property
    def name(self) -> str:
        """One of them: "communication"."""
        return str(self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        """Several: "communications"."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def label_of_plural(self) -> str:
        """As a heading: "Communications"."""
        return self.plural[:1].upper() + self.plural[1:]

    @property
    def inside(self) -> list[str]:
        """The names under which a record has its lines, if its facts may be worked out from them."""
        models: list[Any] = [part.model for part in self.parts if self.facts]
        lines = [model._meta.get_field("record").remote_field for model in models]
        return [str(line.related_name) for line in lines]

    def label_of(self, name: str) -> str:
        """What a field or a fact is called, beginning with a capital."""
        facts = {attribute: heading for heading, attribute in self.facts}
        named = {**facts, **self.labels}
        words = named[name] if name in named else str(self.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # only own fields are named
        return words[:1].upper() + words[1:]

    def part(self, slug: str) -> Part | None:
        """The table of that slug, if it has one, of its own or of every record of its root."""
        every = (*self.parts, *self.model.registry.parts)
        return next((part for part in every if part.slug == slug), None)

    def may_edit(self, name: str, state: str) -> bool:
        """Whether this field may still be edited in that state."""
        return state not in self.late or name in self.late[state]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How it is found out that something may be recorded already, and what is done where it is."""

    find: Callable[[Any, Access], Sequence[tuple[Any, str]]]  # of one not saved yet: those like it, and why, in words
    say: Callable[..., Any]  # (record=, values=, by=, now=): what was typed is of that record; may refuse


Choices = Callable[["Access"], Sequence[tuple[str, Any]]]  # to one partnership's people
Further = Callable[..., None]  # with record or line, by and now


class Registry:
    """The kinds of one root, and what its records ask of whoever reads, writes or clears them."""

    def __init__(
        self, *, names: str, view: Permission, write: Permission, clear: Permission, families: tuple[str, ...] = ()
    ) -> None:
        self.names = names  # what its addresses' names begin with: "record" in "record-detail"
        self.families = families  # the headings under which its kinds are offered, in this order
        self.view, self.write, self.clear = view, write, clear
        self.parts: tuple[Part, ...] = ()  # tables inside each record, whatever its kind; a root's page shows them
        self._kinds: dict[str, RecordKind] = {}
        self._offers: dict[tuple[str, str], Choices] = {}
        self._further: dict[tuple[str, str], Further] = {}
        self.ground: Ground | None = None  # what is known of places, where a root's app knows any
        self._upon_parts: dict[str, Further] = {}
        self._likenesses: dict[str, Likeness] = {}

    def add(self, kind: RecordKind) -> RecordKind:
        """Let there be this kind. Two of one slug or of one prefix are refused."""
        for other in self._kinds.values():
            if kind.slug == other.slug or kind.prefix == other.prefix:
                raise ValueError(f"There are two kinds of record called {kind.slug} or numbered {kind.prefix}.")
        if self.families and kind.family not in self.families:
            raise ValueError(f"{kind.slug} is offered under none of: {', '.join(self.families)}.")
        self._kinds[kind.slug] = kind
        return kind

    def by_family(self) -> list[tuple[str, list[RecordKind]]]:
        """Every kind under its heading, by name."""
        every = sorted(self, key=lambda kind: kind.name)
        found = [(family, [kind for kind in every if kind.family == family]) for family in self.families or ("",)]
        return [(family, kinds) for family, kinds in found if kinds]

    def add_part(self, part: Part) -> Part:
        """Let every record of the root have this table. Its child's ``record`` is a foreign key to the root."""
        if any(part.slug == other.slug for other in self.parts):
            raise ValueError(f"There are two tables called {part.slug}.")
        self.parts = (*self.parts, part)
        return part

    def find(self, slug: str) -> RecordKind | None:
        return self._kinds.get(slug)

    def __getitem__(self, slug: str) -> RecordKind:
        return self._kinds[slug]

    def __iter__(self) -> Iterator[RecordKind]:
        return iter(self._kinds.values())

    def offer(self, kind: str, name: str, choices: Choices) -> None:
        """What is to be chosen from in a field of plain words, where that depends on the partnership."""
        self._offers[kind, name] = choices

    def offer_everywhere(self, name: str, choices: Choices) -> None:
        """The same of a field that records of all kinds have."""
        self._offers["", name] = choices

    def offered(self, kind: str, name: str) -> Choices | None:
        """The choices of that field, or None where it takes any words."""
        return self._offers.get((kind, name)) or self._offers.get(("", name))

    def upon(self, kind: str, move: str, further: Further) -> None:
        """What else that step does, in its own transaction, once the record stands where it leads.

        ``further(record=, by=, now=)`` may refuse with ``RecordRefused``, and then the step is not taken.
        """
        self._further[kind, move] = further

    def further(self, kind: str, move: str) -> Further | None:
        """What else the step does, if anything."""
        return self._further.get((kind, move))

    def upon_part(self, slug: str, further: Further) -> None:
        """What else a change of a line of that table does, in its own transaction.

        ``further(line=, is_gone=, by=, now=)`` comes after a line is added or changed, and before one is taken away.
        """
        self._upon_parts[slug] = further

    def further_of_part(self, slug: str) -> Further | None:
        """What else a change of that table's lines does, if anything."""
        return self._upon_parts.get(slug)

    def recognise(self, kind: str, likeness: Likeness) -> None:
        """Before another of that kind is recorded on its page, those that may be the same are shown."""
        self._likenesses[kind] = likeness

    def likeness(self, kind: str) -> Likeness | None:
        """How one of that kind is recognised, if it is."""
        return self._likenesses.get(kind)

    def slugs(self) -> list[str]:
        return list(self._kinds)


def shown(record: Any, name: str, access: Access | None = None) -> Any:
    """A field or fact of a record as it is said: choices in words, yes and no, several bodies in one line.

    Somebody's name is said only to whoever may see people: to nobody, where no ``access`` is given.
    """
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Membership):
        return place_said(value, access)
    if hasattr(value, "all"):
        return ", ".join(str(each) for each in value.all())
    return "" if value is None else value


def told(record: Any, name: str) -> Any:
    """The like on lists and in files: where one count of people is small, none of them is given, nor what rests on it.

    Nought is small: that nobody was hurt tells of those who were not. What is small is said to be; the rest would tell
    how small it is.
    """
    names = record.declared.small
    if name not in names or not any(_is_small(getattr(record, each)) for each in names):
        return shown(record, name)
    value = getattr(record, name)
    if value in ("", None):
        return ""
    return FEWER if _is_small(value) else HELD


def _is_small(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value < SMALL

"""A row of text as a line of a table inside a record that is there: held to the same form and to the same rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from frankpledge.delivery.bringing.meanings import RECORD, fields_of
from frankpledge.delivery.bringing.rows import Checked, Reader
from frankpledge.delivery.bringing.words import Problems, Typist
from frankpledge.delivery.brought import BroughtFile
from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access
from frankpledge.records.forms import part_form
from frankpledge.records.kinds import Part, RecordKind


class LineReader:
    """Reads lines of one table for one person: records and bodies are looked up once, not for each row."""

    def __init__(self, kind: RecordKind, part: Part, access: Access, meanings: list[str]) -> None:
        self.kind, self.part, self.access = kind, part, access
        self.columns = [(place, name) for place, name in enumerate(meanings) if name]
        self.words = dict(fields_of(kind, part))
        self.form_class = part_form(part)
        self.fields = {name: asked for name, asked in self._form(None, {}).fields.items() if name in part.fields}
        self.typist = Typist(self.fields)

    def check(self, rows: list[Any]) -> Iterator[Checked]:
        """Each row in turn."""
        said = [(number, place, self._said(cells)) for number, (place, cells) in enumerate(rows)]
        numbers = {each.get(RECORD, "").upper() for _, _, each in said}
        found: Any = self.kind.model.objects
        found = found.visible_to(self.access).filter(number__in=numbers).select_related("partnership")
        records = {row.number.upper(): row for row in found}
        there = self._there(records.values())
        for number, place, each in said:
            yield self._one(number, place, each, records.get(each.get(RECORD, "").upper()), there)

    def _one(self, number: int, place: str, said: dict[str, str], record: Any, there: Any) -> Checked:
        wanted = said.pop(RECORD, "")
        data, problems = self.typist.type({name: said[name] for name in self.fields if name in said})
        for name, asked in self.fields.items():
            if name not in said and asked.initial is not None:
                data[name] = asked.initial  # a choice that has a usual answer
        if wrong := self._unwritable(wanted, record):
            problems.insert(0, (RECORD, wrong))
        values = self._values(record, data, problems) if record is not None else {}
        if values and self._plainly(values) in there[record.pk]:
            problems.append((RECORD, f"{record.number} says exactly this already."))
        words = tuple((self.words.get(name, ""), each) for name, each in problems)
        return Checked(number, place, {} if problems else values, (), words, record)

    def _unwritable(self, wanted: str, record: Any) -> str:
        """Why no line can be added there; nothing where one can."""
        if not wanted:
            return "Say which record it is of, by its number."
        if record is None:
            return f"There is no {self.kind.name} with the number “{wanted}”."
        if not self.access.may(KINDS.write, **record.led_by()):
            return f"You may not change {record.number}."
        if not self.part.is_open_in(record.state):
            return f"{record.number} is “{record.state_label}”: “{self.part.heading}” can no longer be changed."
        return ""

    def _values(self, record: Any, data: dict[str, Any], problems: Problems) -> dict[str, Any]:
        form = self._form(record, data)
        if form.is_valid():
            values: dict[str, Any] = form.values()
            return values
        named = {name for name, _ in problems}
        problems += [(name, " ".join(map(str, why))) for name, why in form.errors.items() if name not in named]
        return {}

    def _form(self, record: Any, data: dict[str, Any]) -> Any:
        named: dict[str, Any] = {} if record is None else {"record": record}
        return self.form_class(data, instance=self.part.model(**named), access=self.access)

    def _said(self, cells: list[str]) -> dict[str, str]:
        return {name: (cells[column] if column < len(cells) else "").strip() for column, name in self.columns}

    def _there(self, records: Any) -> dict[int, set[tuple[Any, ...]]]:
        """What these records say already, so that what was taken away and comes back doubles nothing."""
        found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
        rows: Any = self.part.model.objects
        for row in rows.filter(record__in=[record.pk for record in records]):
            found[row.record_id].add(self._plainly({name: getattr(row, name) for name in self.part.fields}))
        return found

    def _plainly(self, values: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(getattr(values.get(name), "pk", values.get(name)) for name in self.part.fields)


def reader_of(file: BroughtFile, access: Access, today: date) -> Reader | LineReader:
    """Whoever reads this file's rows: as records of its kind, or as lines of a table inside them."""
    kind = KINDS[file.kind]
    part = kind.part(file.part) if file.part else None
    return Reader(kind, access, file.meanings, today) if part is None else LineReader(kind, part, access, file.meanings)

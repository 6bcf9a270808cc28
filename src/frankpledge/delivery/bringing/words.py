"""Words as a list has them - a date, a name, a choice - as what a browser would have sent for a form's fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

YES, NO = frozenset({"yes", "y", "true", "1", "x", "✓"}), frozenset({"", "no", "n", "false", "0"})
AS_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y")
Problems = list[tuple[str, str]]  # the field's name, and what is wrong


class Typist:
    """Types words into fields of one form: bodies are looked up once, not for each row."""

    def __init__(self, fields: Mapping[str, forms.Field]) -> None:
        self.fields = fields
        self.rows_by_name = {
            name: _by_name(asked) for name, asked in fields.items() if isinstance(asked, forms.ModelChoiceField)
        }

    def type(self, said: Mapping[str, str]) -> tuple[dict[str, Any], Problems]:
        """What a browser would have sent, and what is wrong where nothing fits."""
        data: dict[str, Any] = {}
        problems: Problems = []
        for name, text in said.items():
            data[name], wrong = self._value(name, self.fields[name], text.strip())
            problems += [(name, wrong)] if wrong else []
        return data, problems

    def _value(self, name: str, asked: forms.Field, text: str) -> tuple[Any, str]:
        if isinstance(asked, forms.ModelMultipleChoiceField):
            each = [self._row(name, words.strip()) for words in text.replace("\n", ";").split(";") if words.strip()]
            return [row for row, _ in each if row], next((wrong for _, wrong in each if wrong), "")
        if isinstance(asked, forms.ModelChoiceField):
            return self._row(name, text) if text else ("", "")
        if isinstance(asked, forms.BooleanField):
            known = text.lower() in YES | NO
            return text.lower() in YES, "" if known else f"“{text}” is neither yes nor no."
        if isinstance(asked, forms.ChoiceField):
            return _chosen(asked, text)
        if isinstance(asked, forms.DateField):
            return _iso(text), ""
        if isinstance(asked, forms.IntegerField | forms.DecimalField):
            return text.replace("£", "").replace(",", "").strip(), ""
        return text, ""

    def _row(self, name: str, text: str) -> tuple[Any, str]:
        found = self.rows_by_name[name].get(text.casefold())
        return (found, "") if found else ("", f"There is no “{text}” in your partnership.")


def _by_name(asked: Any) -> dict[str, Any]:
    """Each row offered under every name it has; a name two rows share names neither."""
    found: dict[str, Any] = {}
    twice = set()
    for row in asked.queryset:
        names = {
            str(row),
            asked.label_from_instance(row),
            *(str(getattr(row, name, "") or "") for name in ("name", "short_name", "number", "title")),
        }
        names |= set(str(getattr(row, "aliases", "") or "").splitlines())
        for name in {each.casefold() for each in names if each}:
            twice |= {name} if name in found else set()
            found[name] = row.pk
    return {name: pk for name, pk in found.items() if name not in twice}


def _chosen(asked: Any, text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    named = {str(label).casefold(): value for value, label in asked.choices if value != ""}
    named |= {str(value).casefold(): value for value, _ in asked.choices if value != ""}
    found = named.get(text.casefold())
    words = ", ".join(str(label) for value, label in asked.choices if value != "")
    return (str(found), "") if found is not None else ("", f"“{text}” is none of: {words}.")


def _iso(text: str) -> str:
    """A day as ISO; what is no day stays as it is, and the field says so.

    >>> _iso("6 May 2008"), _iso("06/05/2008"), _iso("2008-05-06 00:00:00"), _iso("soon")
    ('2008-05-06', '2008-05-06', '2008-05-06', 'soon')
    """
    day = text.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for written in AS_DATES:
        try:
            return datetime.strptime(day, written).date().isoformat()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return text

"""What each definition can be measured by with the files that are loaded, and what is missing where it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frankpledge.crimestore import Store
from frankpledge.crimestore.asking import choose
from frankpledge.crimestore.definitions import Definition
from frankpledge.crimestore.definitions.model import Measure
from frankpledge.crimestore.places.families import rural_lsoas
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.refusals import NeedsExtract, QuestionRefused
from frankpledge.crimestore.sources import SOURCES
from frankpledge.insight.asking import kept
from frankpledge.insight.months import months_between, runs_in_words
from frankpledge.partners.models import Partnership

EXTRACT_WORDS = {
    "offence_code": "offence codes",
    "premises": "the kind of premises",
    "lsoa": "places",
    "outcome": "outcomes",
    "type": "kinds of crime",
}
_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Measurable:
    """One definition over the months of a plan's year. ``state``: "whole", "partly", "none" or "extract"."""

    definition: str  # its id
    key: str  # "vehicle-crime@1"
    title: str
    says: str
    state: str
    source: str  # "street"; "" where none can
    source_title: str
    loaded: tuple[str, ...]
    missing: tuple[str, ...]
    needs: str  # what is missing, in words; "" where nothing is

    @property
    def can_be(self) -> bool:
        """Whether anything of it can be measured now."""
        return self.state in ("whole", "partly")


def measurable(partnership: Partnership, *, first: str, last: str, now: datetime) -> dict[str, Measurable]:
    """Each definition of the partnership, by id, over the months ``first`` to ``last``. Reads only the catalogue."""
    said = kept(partnership, "measurable", {"first": first, "last": last}, _work, now=now, version=2)
    return {
        each["definition"]: Measurable(**{**each, "loaded": tuple(each["loaded"]), "missing": tuple(each["missing"])})
        for each in said["rows"]
    }


def _work(store: Store, asked: Mapping[str, Any]) -> dict[str, Any]:
    definitions = sorted(store.definitions().values(), key=lambda each: each.title)
    return {"rows": [_one(store, definition, asked["first"], asked["last"]) for definition in definitions]}


def _one(store: Store, definition: Definition, first: str, last: str) -> dict[str, Any]:
    said = {
        "definition": definition.id, "key": definition.key, "title": definition.title, "says": definition.says,
        "source": "", "source_title": "", "loaded": [], "missing": list(months_between(first, last)),
    }  # fmt: skip
    question = Question(definition=definition.key, from_month=first, to_month=last)
    try:
        chosen = choose(question, definition, store.catalogue)
    except NeedsExtract:
        return {**said, "state": "extract", "needs": what_an_extract_must_say(definition)}
    except QuestionRefused:
        return {**said, "state": "none", "needs": f"needs the months {runs_in_words(said['missing'])}"}
    measure = definition.measure(chosen.source)
    if measure is not None and _asks_rural(measure) and not rural_lsoas(store.places):
        return {**said, "state": "none", "needs": "needs the ONS list of which small areas are rural"}
    whole = set(months_between(first, last))
    loaded = sorted(whole & set(months_of_parts(chosen.source, (part.month for part in chosen.parts))))
    missing = sorted(whole - set(loaded))
    source = SOURCES[chosen.source]
    needs = f"needs the months {runs_in_words(missing)}" if missing else ""
    state = "none" if not loaded else "partly" if missing else "whole"
    return {
        **said, "state": state, "source": chosen.source, "source_title": source.title, "loaded": loaded,
        "missing": missing, "needs": needs,
    }  # fmt: skip


def _asks_rural(measure: Measure) -> bool:
    return any("rural" in clause.conditions for clause in (*measure.include, *measure.exclude))


def months_of_parts(source: str, months: Iterable[str]) -> list[str]:
    """The months that parts of a source cover: a table of recorded crime covers the quarter that begins with its."""
    length = _OF_A_QUARTER if source == "recorded" else 1
    found: list[str] = []
    for month in months:
        count = int(month[:4]) * 12 + int(month[5:7]) - 1
        found += [f"{each // 12}-{each % 12 + 1:02d}" for each in range(count, count + length)]
    return found


def what_an_extract_must_say(definition: Definition) -> str:
    """What kind of police extract would do: "needs a police extract with offence codes and the lead flag".

    >>> from frankpledge.crimestore.definitions.reading import shipped_versions
    >>> what_an_extract_must_say(shipped_versions()["lead-theft"][0])
    'needs a police extract with the lead flag'
    """
    measure = definition.measure("extract")
    needs = sorted(measure.needs) if measure else []
    flags = [need.removeprefix("flag:").replace("_", " ") for need in needs if need.startswith("flag:")]
    words = [EXTRACT_WORDS.get(need, need) for need in needs if not need.startswith("flag:")]
    words += [f"the {flag} flag" for flag in flags]
    return "needs a police extract" + (f" with {_listed(words)}" if words else "")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

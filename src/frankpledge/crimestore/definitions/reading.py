"""Definitions from TOML or JSON files: the package's own and those a partnership keeps beside its store."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from frankpledge.crimestore.definitions.model import FIELDS, Break, Clause, Definition, Measure
from frankpledge.crimestore.refusals import DefinitionRefused

KNOWN = {"id", "title", "version", "valid_from", "valid_to", "says", "measures", "breaks", "without"}


@cache
def shipped_versions() -> dict[str, tuple[Definition, ...]]:
    """The definitions that come with the package: every version of each id, the newest first."""
    folder = files("frankpledge.crimestore.definitions").joinpath("shipped")
    return by_id(
        definition_from(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    )


def shipped() -> dict[str, Definition]:
    """The newest version of each definition that comes with the package, by id."""
    return {name: versions[0] for name, versions in shipped_versions().items()}


def own_versions(folder: Path) -> dict[str, tuple[Definition, ...]]:
    """The definitions that a partnership keeps in files of its own, in the same way."""
    return by_id(read_definition(path) for path in sorted(folder.glob("*.*")) if path.suffix in (".toml", ".json"))


def by_id(definitions: Iterable[Definition]) -> dict[str, tuple[Definition, ...]]:
    """Every version of each id, the newest first; DefinitionRefused where two say they are the same version."""
    found: dict[str, dict[int, Definition]] = {}
    for one in definitions:
        versions = found.setdefault(one.id, {})
        if one.version in versions:
            raise DefinitionRefused(
                f"Two files say that they are {one.key}.", "Raise the version of the newer: figures name it."
            )
        versions[one.version] = one
    return {name: tuple(found[name][number] for number in sorted(found[name], reverse=True)) for name in sorted(found)}


def read_definition(path: Path) -> Definition:
    """A definition from a file; DefinitionRefused says what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as problem:
        raise DefinitionRefused(f"The definition {path.name} cannot be read: {problem}.") from problem
    return definition_from(content, path.name)


def definition_from(content: dict[str, Any], name: str) -> Definition:
    """A definition from what a file says."""
    unknown, missing = set(content) - KNOWN, {"id", "title", "version", "valid_from", "measures"} - set(content)
    if unknown or missing:
        wrong = [f"does not say {', '.join(sorted(missing))}"] * bool(missing) + [
            f"says {', '.join(sorted(unknown))}"
        ] * bool(unknown)
        raise DefinitionRefused(
            f"The definition {name} {' and '.join(wrong)}.", f"It may say: {', '.join(sorted(KNOWN))}."
        )
    if not re.fullmatch(r"[a-z][a-z0-9-]*", str(content["id"])) or not isinstance(content["version"], int):
        raise DefinitionRefused(
            f"The definition {name} needs an id such as “lead-theft” and a whole number as its version."
        )
    valid_from = _day(content["valid_from"], name)
    valid_to = _day(content["valid_to"], name) if "valid_to" in content else None
    if valid_to and valid_to < valid_from:
        raise DefinitionRefused(f"The definition {name} ends before it begins: {valid_from} to {valid_to}.")
    return Definition(
        id=content["id"],
        title=content["title"],
        version=content["version"],
        valid_from=valid_from,
        valid_to=valid_to,
        says=content.get("says", ""),
        measures=tuple(_measure(one, name) for one in content["measures"]),
        breaks=tuple(_break(one, name) for one in content.get("breaks", [])),
        without=dict(content.get("without", {})),
    )


def _day(value: Any, name: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as problem:
        raise DefinitionRefused(f"The definition {name} has a date that is none: {value}.") from problem


def _measure(content: dict[str, Any], name: str) -> Measure:
    known = ("street", "extract", "recorded", "outcomes", "stop-search")
    if content.get("source") not in known:
        raise DefinitionRefused(f"A measure in {name} has no source.", f"Sources: {', '.join(known)}.")
    include = tuple(_clause(one, name) for one in content.get("include", []))
    exclude = tuple(_clause(one, name) for one in content.get("exclude", []))
    if any(not clause.label for clause in exclude):
        raise DefinitionRefused(f"An exclusion in {name} has no label.", "Say in words what it takes out: it is shown.")
    return Measure(content["source"], include, exclude, content.get("note", ""))


def _clause(content: dict[str, Any], name: str) -> Clause:
    conditions = {key: value for key, value in content.items() if key != "label"}
    for key, value in conditions.items():
        if key not in FIELDS or not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise DefinitionRefused(
                f"{name} asks for “{key}”.", f"A condition is a list of words for one of: {', '.join(FIELDS)}."
            )
    if not conditions:
        raise DefinitionRefused(f"A clause in {name} says nothing.")
    return Clause({key: tuple(value) for key, value in conditions.items()}, content.get("label", ""))


def _break(content: dict[str, Any], name: str) -> Break:
    if not re.fullmatch(r"\d{4}-\d{2}", str(content.get("month", ""))) or not content.get("says"):
        raise DefinitionRefused(f"A break in {name} needs a month such as 2017-04 and what it says.")
    return Break(content["month"], content["says"], tuple(content.get("sources", [])))

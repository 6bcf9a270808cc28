"""From what a person calls an area to the LSOAs that are counted in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from frankpledge.crimestore.answers import Caution
from frankpledge.crimestore.places.tables import Places
from frankpledge.crimestore.refusals import AreaUnknown

PREFERRED = ("district", "csp", "force", "ward", "msoa", "lsoa", "drawn")


@dataclass(frozen=True)
class Area:
    """An area ready to be counted: by its LSOAs' codes, by the name printed with them, or by its outline."""

    kind: str
    code: str
    name: str
    edition: int = 0
    lsoas: frozenset[str] = frozenset()
    printed: tuple[str, ...] = ()  # district names that begin an LSOA's printed name
    wkb: bytes = b""
    cautions: tuple[Caution, ...] = ()
    valid_from: str = ""  # ISO; "" where the loaded files do not say
    valid_to: str = ""
    first_edition: int = 0  # the year of the oldest official list that has it


@cache
def starter() -> dict[str, Any]:
    return tomllib.loads(files("frankpledge.crimestore.places").joinpath("starter.toml").read_text(encoding="utf-8"))


def find_area(places: Places, wanted: str) -> Area:
    """The area of that code, former code or name; AreaUnknown says what to do."""
    cautions: list[Caution] = []
    code = _follow(places, wanted.strip(), cautions)
    found = places.ask("areas", "code = ? OR lower(name) = lower(?)", (code, code))
    found.sort(key=lambda row: (row[1] != code, PREFERRED.index(row[0]) if row[0] in PREFERRED else 99, -row[3]))
    if not found:
        return _from_starter(code, wanted, cautions)
    kind, code, name, edition, *_, wkb = found[0]
    if kind == "lsoa":
        return Area(kind, code, name, edition, frozenset({code}), cautions=tuple(cautions))
    if kind == "drawn":
        return Area(kind, code, name, edition, wkb=bytes(wkb), cautions=tuple(cautions))
    lsoas = lsoas_of(places, kind, code)
    if not lsoas and kind == "district":
        cautions.append(_printed_names(name))
        return Area(kind, code, name, edition, printed=(name,), cautions=tuple(cautions))
    if not lsoas:
        raise AreaUnknown(f"It is not known which LSOAs are in {name} ({code}).", "Import a lookup from LSOA to it.")
    cautions += _straddling(places, lsoas)
    return Area(kind, code, name, edition, lsoas, cautions=tuple(cautions))


def lsoas_of(places: Places, kind: str, code: str) -> frozenset[str]:
    """Every LSOA in the area, of both years: directly, through its districts, or as all its successors lie in it."""
    inside = {row[1] for row in places.ask("members", "fine_kind = 'lsoa' AND kind = ? AND code = ?", (kind, code))}
    if kind not in ("ward", "msoa", "district"):
        for (district,) in places.ask(
            "members", "fine_kind = 'district' AND kind = ? AND code = ?", (kind, code), "DISTINCT fine"
        ):
            inside |= lsoas_of(places, "district", str(district))
    return frozenset(inside | _older(places, kind, code, inside))


def _older(places: Places, kind: str, code: str, inside: set[str]) -> set[str]:
    """LSOAs of 2011 all of whose successors lie inside, where no lookup places them directly."""
    placed = {row[0] for row in places.ask("members", "fine_kind = 'lsoa' AND kind = ?", (kind,), "DISTINCT fine")}
    successors: dict[str, set[str]] = {}
    for _, old, new, *_ in places.ask("successors", "kind = 'lsoa' AND old <> new"):
        successors.setdefault(old, set()).add(new)
    return {old for old, new in successors.items() if old not in placed and new <= inside}


def _straddling(places: Places, lsoas: frozenset[str]) -> list[Caution]:
    """A caution where an area's edge moved through an LSOA between the two years."""
    moved: dict[str, set[str]] = {}
    for _, old, new, *_ in places.ask("successors", "kind = 'lsoa' AND old <> new"):
        moved.setdefault(old, set()).add(new)
    known = {row[1] for row in places.ask("members", "fine_kind = 'lsoa'", (), "DISTINCT fine_kind, fine")}
    torn = sorted(old for old, new in moved.items() if old in lsoas and not new <= lsoas and new <= known)
    if not torn:
        return []
    words = f"The area's edge moved through {', '.join(torn)} between the LSOAs of 2011 and of 2021."
    return [
        Caution("boundary-change", f"{words} Months printed in different years do not cover quite the same ground.")
    ]


def _follow(places: Places, code: str, cautions: list[Caution]) -> str:
    """What took the code's place, where all of it went into one area; said, and said otherwise where that is larger."""
    starts = code
    for _ in range(10):  # a district can be merged twice; nothing goes round more often
        after = dict(starter()["former"]).get(code) or _only_successor(places, code)
        if after is None:
            return code
        with_it = sorted(_predecessors(places, after) - {code})
        if with_it:
            words = f"{starts} ended; it became part of {after}, which is counted whole. {', '.join(with_it)}"
            cautions.append(Caution("area-dates", f"{words} became part of it too, so the figure is of a larger area."))
        else:
            cautions.append(
                Caution("former-code", f"{code} is a former code; {after} is counted, which took its place.")
            )
        code = after
    return code


def _only_successor(places: Places, code: str) -> str | None:
    rows = places.ask("successors", "kind <> 'lsoa' AND old = ? AND old <> new", (code,), "DISTINCT new, change")
    codes = {str(new) for new, change in rows if change in ("U", "M", "renumbered")}
    return codes.pop() if len(codes) == len(rows) == 1 else None


def _predecessors(places: Places, code: str) -> set[str]:
    rows = places.ask("successors", "kind <> 'lsoa' AND new = ? AND old <> new", (code,), "DISTINCT old")
    return {str(old) for (old,) in rows}


def _from_starter(code: str, wanted: str, cautions: list[Caution]) -> Area:
    for district, name, *csp in starter()["districts"]:
        if code in (district, *csp) or code.casefold() == name.casefold():
            kind = "csp" if code in csp else "district"
            return Area(
                kind,
                code if csp and code in csp else district,
                name,
                printed=(name,),
                cautions=(*cautions, _printed_names(name)),
            )
    force, name = starter()["force"]
    if code == force or code.casefold() == f"{name} police area".casefold():
        names = tuple(district[1] for district in starter()["districts"])
        return Area("force", force, name, printed=names, cautions=(*cautions, _printed_names(name)))
    raise AreaUnknown(
        f"No area “{wanted}” is known to the store.",
        "Import the official lookup first: frankpledge areas import FILE (LSOA to district, district to partnership).",
    )


def _printed_names(name: str) -> Caution:
    return Caution(
        "printed-names", f"{name} is told by the names printed with the LSOAs, because no lookup is imported."
    )

"""When each area began and ended, and what came before it, from the ONS's Code History Database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from frankpledge.crimestore.places.tables import Rows

KINDS = {
    "E01": "lsoa", "W01": "lsoa", "E02": "msoa", "W02": "msoa", "E05": "ward", "W05": "ward", "E06": "district",
    "E07": "district", "E08": "district", "E09": "district", "W06": "district", "E10": "county", "E22": "csp",
    "W22": "csp", "E23": "force", "W15": "force",
}  # fmt: skip


def reads_history(header: Sequence[str]) -> bool:
    """Whether this is the database's ChangeHistory.csv or its Changes.csv."""
    return {"GEOGCD", "OPER_DATE"} <= set(header) and bool({"TERM_DATE", "GEOGCD_P"} & set(header))


def history(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Rows]:
    """Areas with their dates, from ChangeHistory.csv, and successors, from Changes.csv.

    A code that comes several times (an order that changed its name, or its edge by a little) has existed from the first
    of them, and ended only where none of them is live.
    """
    places = {name: number for number, name in enumerate(header)}
    if "GEOGCD_P" in places:
        return {"successors": _successors(places, rows)}
    periods: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows:
        code = row[places["GEOGCD"]].strip()
        if kind := KINDS.get(code[:3]):
            begins, ends = _day(row[places["OPER_DATE"]]), _day(row[places["TERM_DATE"]])
            periods[kind, code].append((begins, ends, row[places["GEOGNM"]].strip()))
    areas: Rows = []
    for (kind, code), each in periods.items():
        begins = min((one for one, *_ in each if one), default="")
        ends = "" if any(not one for _, one, _ in each) else max(one for _, one, _ in each)
        areas.append((kind, code, max(each)[2], 0, begins, ends, b""))
    return {"areas": areas}


def _successors(places: dict[str, int], rows: Sequence[Sequence[str]]) -> Rows:
    pairs: dict[tuple[str, str, str], str] = {}
    for row in rows:
        new, old = row[places["GEOGCD"]].strip(), row[places["GEOGCD_P"]].strip()
        kind = KINDS.get(new[:3])
        if kind and kind == KINDS.get(old[:3]) and new != old:
            pairs[kind, old, new] = _day(row[places["OPER_DATE"]])
    whole = {new: sum(1 for _, _, one in pairs if one == new) for _, _, new in pairs}
    parts = {old: sum(1 for _, one, _ in pairs if one == old) for _, old, _ in pairs}
    return [
        (kind, old, new, "renumbered" if whole[new] == parts[old] == 1 else "M" if parts[old] == 1 else "X", on)
        for (kind, old, new), on in pairs.items()
    ]


def _day(text: str) -> str:
    """ISO from "01/04/2009 00:00:00" or an ISO date; "" where there is none."""
    day = text.strip().split(" ")[0].split("T")[0].replace("/", "-")
    if re.fullmatch(r"\d{2}-\d{2}-\d{4}", day):
        day = "-".join(reversed(day.split("-")))
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""

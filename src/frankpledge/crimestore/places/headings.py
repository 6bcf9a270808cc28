"""What an official table's headings mean, whoever wrote them: "LSOA11CD", "lsoa11_code", "LAD22NM", "csp24_name"."""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS = {
    "lsoa": "lsoa", "msoa": "msoa", "ward": "ward", "wd": "ward", "ltla": "district", "lad": "district",
    "utla": "county", "csp": "csp", "pfa": "force", "oa": "oa", "drawn": "drawn",
}  # fmt: skip
HEADING = re.compile(rf"^({'|'.join(KINDS)})_?(\d\d)_?(code|cd|name|nm)$")
FINEST = ("oa", "lsoa", "msoa", "ward", "district", "csp", "county", "force", "drawn")


@dataclass(frozen=True)
class Edition:
    """One kind of area in one year's edition, and the columns where its code and name stand."""

    kind: str
    year: int
    code: str
    name: str | None = None

    @property
    def title(self) -> str:
        return f"{self.kind} {self.year}"


def editions(header: list[str]) -> list[Edition]:
    """Every edition the headings name, finest first and then oldest first."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for column in header:
        match = HEADING.match(column.strip().casefold())
        if match:
            kind, year, part = KINDS[match[1]], 2000 + int(match[2]), match[3]
            found.setdefault((kind, year), {})["code" if part in ("code", "cd") else "name"] = column
    listed = [
        Edition(kind, year, parts["code"], parts.get("name"))
        for (kind, year), parts in found.items()
        if "code" in parts
    ]
    return sorted(listed, key=lambda edition: (FINEST.index(edition.kind), edition.year))


def change_column(header: list[str]) -> str | None:
    """The column saying how an area changed: U unchanged, S split, M merged, X irregular."""
    return next((name for name in header if name.casefold() in ("change_code", "chgind", "chngind")), None)


MEASURES = {
    "total_population": "residents", "population": "residents", "persons": "residents", "usual_residents": "residents",
    "total_households": "households", "households": "households",
}  # fmt: skip


def measures(header: list[str]) -> dict[str, str]:
    """Denominators in the table: measure → column. Of several columns of one name the first counts."""
    found: dict[str, str] = {}
    for column in header:
        measure = MEASURES.get(column.strip().casefold())
        if measure:
            found.setdefault(measure, column)
    return found

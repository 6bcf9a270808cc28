"""Whether the areas of a figure existed in its months; said beside it, with what came before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frankpledge.crimestore.answers import Caution
from frankpledge.crimestore.places.resolving import Area
from frankpledge.crimestore.places.tables import Places

SHOWN = 6  # names in one caution
UNTOLD = "is not in the loaded files. The ONS's Code History Database says it: import its ChangeHistory.csv."


@dataclass(frozen=True)
class Dates:
    """From when to when an area of one code existed, ISO days; "" where the loaded files do not say.

    ``first_edition`` is the year of the oldest official list it was found in, 0 where it was in none.
    """

    valid_from: str = ""
    valid_to: str = ""
    first_edition: int = 0

    def early(self, months: Sequence[str]) -> list[str]:
        """The months before it began."""
        return [month for month in months if self.valid_from and month < self.valid_from[:7]]

    def late(self, months: Sequence[str]) -> list[str]:
        """The months after it ended."""
        return [month for month in months if self.valid_to and month > self.valid_to[:7]]

    def unknown(self, months: Sequence[str]) -> list[str]:
        """The months before the oldest list that knows it, where no file says when it began."""
        return [month for month in months if not self.valid_from and month < f"{self.first_edition:04d}-01"]


def dates_of(places: Places, kind: str, codes: Sequence[str]) -> dict[str, Dates]:
    """Of each code that the store knows, what its files say together."""
    marks = ", ".join("?" * len(codes))
    rows = places.ask(
        "areas", f"kind = ? AND code IN ({marks})", (kind, *codes), "code, edition, valid_from, valid_to"
    ) if codes else []  # fmt: skip
    told: dict[str, list[tuple[int, str, str]]] = {}
    for code, edition, valid_from, valid_to in rows:
        told.setdefault(code, []).append((int(edition), valid_from, valid_to))
    return {code: _together(each) for code, each in told.items()}


def _together(rows: Sequence[tuple[int, str, str]]) -> Dates:
    """A row with neither date says nothing; one that began and has no end says that it still exists."""
    said = [(begins, ends) for _, begins, ends in rows if begins or ends]
    begins = "" if not said or any(not one for one, _ in said) else min(one for one, _ in said)
    ends = "" if not said or any(not one for _, one in said) else max(one for _, one in said)
    return Dates(begins, ends, min((edition for edition, *_ in rows if edition), default=0))


def dated(places: Places, area: Area) -> Area:
    """The area with its dates."""
    dates = dates_of(places, area.kind, [area.code]).get(area.code, Dates())
    return replace(area, valid_from=dates.valid_from, valid_to=dates.valid_to, first_edition=dates.first_edition)


def date_cautions(places: Places, areas: Sequence[Area], months: Sequence[str]) -> list[Caution]:
    """What must be said where months of the figure lie outside an area's dates."""
    found = []
    for area in areas:
        dates = Dates(area.valid_from, area.valid_to, area.first_edition)
        name = f"{area.name} ({area.code})"
        if early := dates.early(months):
            before = _named(places, area.kind, _linked(places, area, "old"))
            was = f", which was then {before}" if before else ""
            words = f"{name} exists from {area.valid_from}; records of {_span(early)} are counted on "
            words += f"the ground it has since{was}."
            found.append(Caution("area-dates", words))
        if late := dates.late(months):
            after = _named(places, area.kind, _linked(places, area, "new"))
            now = f" {after} took its place." if after else ""
            found.append(Caution("area-dates", f"{name} ended on {area.valid_to}, before {_span(late)}.{now}"))
        if unknown := dates.unknown(months):
            words = (
                f"{name} is known from the list of {area.first_edition}; whether it was the same in {_span(unknown)}"
            )
            found.append(Caution("edition", f"{words} {UNTOLD}"))
    return found


def cautions_within(places: Places, kind: str, codes: Sequence[str], months: Sequence[str]) -> list[Caution]:
    """The same for the rows of an answer grouped by a kind of area, all of them in one caution of each code."""
    known = dates_of(places, kind, codes)
    outside = [code for code, dates in known.items() if dates.early(months) or dates.late(months)]
    unknown = [code for code, dates in known.items() if dates.unknown(months)]
    found = []
    if outside:
        words = f"{len(outside):,} of {len(codes):,} {kind}s did not exist in all of {_span(months)}, such as "
        each = "; ".join(f"{code} {_dates_in_words(known[code])}" for code in sorted(outside)[:SHOWN])
        found.append(Caution("area-dates", f"{words}{each}. Each is counted on one and the same ground throughout."))
    if unknown:
        year = min(known[code].first_edition for code in unknown)
        words = f"{len(unknown):,} of {len(codes):,} {kind}s are known from the list of {year}; whether they were"
        found.append(Caution("edition", f"{words} the same in {_span(months)} {UNTOLD}"))
    return found


def _dates_in_words(dates: Dates) -> str:
    begins = [f"from {dates.valid_from}"] if dates.valid_from else []
    return " ".join(begins + ([f"to {dates.valid_to}"] if dates.valid_to else []))


def _span(months: Sequence[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"


def _linked(places: Places, area: Area, which: str) -> list[str]:
    """The codes it came from (``old``) or became (``new``)."""
    other = "new" if which == "old" else "old"
    rows = places.ask("successors", f"kind = ? AND {other} = ? AND old <> new", (area.kind, area.code), which)
    return sorted({str(code) for (code,) in rows})


def _named(places: Places, kind: str, codes: Sequence[str]) -> str:
    if not codes:
        return ""
    marks = ", ".join("?" * len(codes))
    names: dict[str, str] = dict(places.ask("areas", f"kind = ? AND code IN ({marks})", (kind, *codes), "code, name"))
    shown = [f"{names[code]} ({code})" if code in names else code for code in codes[:SHOWN]]
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return ", ".join(shown) + more

"""What the crime figures offer a strategic assessment, to be frozen under a finding.

An assessment is published, so small counts are guarded here already. A snapshot is made of kept answers alone and says
its own date from the data: the same state of the store gives the same snapshot, byte for byte. What loads the larger
part of the library of analysis is imported where it is used: this module is read whenever Django starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from frankpledge.analysis.concentration import concentration
from frankpledge.crimestore.refusals import StoreRefused
from frankpledge.insight.districts import Place, district_of, places_of
from frankpledge.insight.months import last_day, month_of, months_between, runs_in_words, span_in_words
from frankpledge.insight.periods import Period
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.files import is_made_up
from frankpledge.insight.store import open_store
from frankpledge.partners.models import Partnership
from frankpledge.strategy import chapters
from frankpledge.strategy.chapters import Chapter, Snapshot
from frankpledge.strategy.models import Assessment

if TYPE_CHECKING:
    from frankpledge.insight.queries.changed import Changed, ChangedRow

FEWEST = 5  # counts below this are not given
MOST_KINDS = 6  # columns of their own, beside the rest
TOP = 10
SEED = 1998  # of the dealings that concentration is held against: the year of the Act
SOURCES: Mapping[str, str] = {
    "street": "Open street files (data.police.uk)", "extract": "Police extract", "recorded": "Recorded crime tables",
}  # fmt: skip


def offer() -> None:
    """Put them on the list of chapters."""
    for slug, name, about, freeze in OFFERED:
        chapters.add(Chapter(slug, name, about, freeze))


def by_kind(assessment: Assessment, now: datetime) -> Snapshot | None:
    """Each definition in the whole district: the year, the year before, and whether they differ."""
    found = _year(assessment, now)
    rows = [row for row in found.rows if row.is_district]
    if not rows:
        return None
    rows.sort(key=lambda row: (-row.now, row.definition_title))
    return _snapshot(
        f"Recorded crime by kind, {found.period_words}",
        found,
        assessment.partnership,
        ("Kind", found.period_words, found.before_words, "Change"),
        [(row.definition_title, guarded(row.now), guarded(row.before), row.said) for row in rows],
        rows,
    )


def what_changed(assessment: Assessment, now: datetime) -> Snapshot | None:
    """The findings alone. Where there are none, that there are none of so many is the finding."""
    found = _year(assessment, now)
    if found.missing:
        return None
    rows = [(row.definition_title, row.area_name, guarded(row.now), guarded(row.before), row.said)
            for row in found.signals]  # fmt: skip
    head = ("Kind", "Where", found.period_words, found.before_words, "Change")
    rows = rows or [("None", "No ward and no kind", "", "", "No real change")]
    title = f"What changed in crime, {found.period_words}"
    return _snapshot(title, found, assessment.partnership, head, rows, found.signals or found.rows)


def by_ward(assessment: Assessment, now: datetime) -> Snapshot | None:
    """Wards by kinds, with totals, protected as a table."""
    from frankpledge.analysis.disclosure import CannotBePublished, Sensitivity, protect_table

    first, last = month_of(assessment.starts_on), month_of(assessment.ends_on)
    places, district = _ground(assessment.partnership)
    if district is None:
        return None
    said = _asked(assessment.partnership, district, ("ward", "type"), first, last, now)
    names = {place.code: place.name for place in places if place.kind == "ward"}
    cells: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in said["rows"] if said else ():
        if row["ward"] in names:
            cells[row["ward"]][row["type"] or "Not said"] += int(row["count"])
    if said is None or len(cells) < 2:
        return None
    kinds = _kinds(cells.values())
    table = [[_of_kind(cells[code], kind, kinds) for kind in kinds] for code in sorted(cells, key=names.__getitem__)]
    wards = [names[code] for code in sorted(cells, key=names.__getitem__)]
    try:
        released = protect_table(
            table, Sensitivity.ENVIRONMENT, release="assessment", row_names=wards, column_names=kinds
        )
    except (CannotBePublished, ValueError):
        return None
    lines = [(name, *cells_said) for name, cells_said in zip(released.row_names, released.text(), strict=True)]
    title = f"Recorded crime by ward and kind, {span_in_words(first, last)}"
    head = ("Ward", *released.column_names)
    note = " ".join([released.release.verdict, *_of_counts(said, first, last, assessment.partnership)])
    return Snapshot(
        title, SOURCES.get(said["source"], said["source"]), _as_of(said["months"]), head, tuple(lines), note
    )


def top_areas(assessment: Assessment, now: datetime) -> Snapshot | None:
    """The small areas with most crime, and how concentrated it is against chance."""
    first, last = month_of(assessment.starts_on), month_of(assessment.ends_on)
    _, district = _ground(assessment.partnership)
    said = _asked(assessment.partnership, district, ("lsoa",), first, last, now) if district else None
    if said is None or len(said["rows"]) < 2 or district is None:
        return None
    ranked = sorted(said["rows"], key=lambda row: (-int(row["count"]), row["lsoa"]))
    names, every = _small_areas(assessment.partnership, district, [row["lsoa"] for row in ranked[:TOP]])
    told = [int(row["count"]) for row in ranked]
    spread = concentration([*told, *([0] * (every - len(told)))], seed=SEED)
    lines = [
        (names.get(row["lsoa"], row["lsoa"]), row["lsoa"], guarded(int(row["count"])),
         f"{int(row['count']) / sum(told):.1%}")
        for row in ranked[:TOP]
    ]  # fmt: skip
    note = " ".join([spread.in_words(), *_of_counts(said, first, last, assessment.partnership)])
    title = f"Where crime is concentrated, {span_in_words(first, last)}"
    head = ("Small area", "Code", "Records", "Share of the district")
    return Snapshot(
        title, SOURCES.get(said["source"], said["source"]), _as_of(said["months"]), head, tuple(lines), note
    )


def guarded(count: int) -> str:
    """A count as an assessment may give it.

    >>> guarded(4), guarded(0), guarded(1200)
    ('fewer than 5', 'fewer than 5', '1,200')
    """
    return f"fewer than {FEWEST}" if count < FEWEST else f"{count:,}"


def _year(assessment: Assessment, now: datetime) -> Changed:
    """The twelve months that end with the assessment's, against the twelve before."""
    from frankpledge.insight.queries.changed import changed

    period = Period("12-months", month_of(assessment.ends_on))
    return changed(assessment.partnership, now=now, period=period)


def _snapshot(
    title: str,
    found: Changed,
    partnership: Partnership,
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    behind: Iterable[ChangedRow],
) -> Snapshot:
    used = list(behind)
    keys = sorted({row.definition_key for row in used})
    sources = sorted({SOURCES.get(row.source, row.source) for row in used})
    parts = [
        found.verdict,
        "" if "comparison" in found.verdict else f"{found.checked_count:,} comparisons were made.",
        "" if found.dispersion_is_known else "How much these counts vary by themselves is not known.",
        f"Counted by {', '.join(keys)}.",
        f"{len(found.files)} files: {', '.join(found.files)}.",
        f"Loaded up to {found.as_of:%-d %B %Y}." if found.as_of else "",
        *found.cautions,
        _made_up(partnership),
    ]
    until = found.period.until if found.period else ""
    as_of = last_day(until) if until else date.min
    return Snapshot(title, "; ".join(sources), as_of, head, tuple(rows), " ".join(part for part in parts if part))


def _asked(
    partnership: Partnership, district: Place, by: tuple[str, ...], first: str, last: str, now: datetime
) -> dict[str, Any] | None:
    """Every record of the district's months, or nothing where that cannot be counted."""
    try:
        said = counts(partnership, definition="", area=district.code, by=by, from_month=first, to_month=last, now=now)
    except StoreRefused:
        return None
    return said if said["rows"] else None


def _of_counts(said: Mapping[str, Any], first: str, last: str, partnership: Partnership) -> list[str]:
    """Which months, files and cautions stand behind a count of every record."""
    missing = sorted(set(months_between(first, last)) - set(said["months"]))
    names = list(dict.fromkeys(str(file["name"]) for file in said["files"]))
    loaded = datetime.fromisoformat(said["as_of"]) if said["as_of"] else None
    parts = [
        f"Not loaded, and not in these figures: {runs_in_words(missing)}." if missing else "",
        "Every record of the files, anti-social behaviour too.",
        f"{len(names)} files: {', '.join(names)}.",
        f"Loaded up to {loaded:%-d %B %Y}." if loaded else "",
        *(str(each["words"]) for each in said["cautions"]),
        _made_up(partnership),
    ]
    return [part for part in parts if part]


def _source(said: Mapping[str, Any]) -> str:
    return SOURCES.get(str(said["source"]), str(said["source"]))


def _made_up(partnership: Partnership) -> str:
    return "These figures are made up for demonstration." if is_made_up(partnership) else ""


def _as_of(months: Sequence[str]) -> date:
    return last_day(max(months))


def _ground(partnership: Partnership) -> tuple[tuple[Place, ...], Place | None]:
    with open_store(partnership) as store:
        return places_of(store, partnership), district_of(store, partnership)


def _small_areas(partnership: Partnership, district: Place, codes: list[str]) -> tuple[dict[str, str], int]:
    """These small areas' names, and how many there are in the district, those without a crime too."""
    with open_store(partnership) as store:
        every = len(store.area(district.code).lsoas)
        marks = ", ".join("?" * len(codes))
        rows = store.places.ask("areas", f"kind = 'lsoa' AND code IN ({marks})", codes, "code, name")
    return {str(code): str(name) for code, name in rows}, every


def _kinds(rows: Iterable[Mapping[str, int]]) -> list[str]:
    """The most frequent kinds, then the rest together."""
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        for kind, count in row.items():
            totals[kind] += count
    ranked = sorted(totals, key=lambda kind: (-totals[kind], kind))
    return [*ranked[:MOST_KINDS], "All others"] if len(ranked) > MOST_KINDS + 1 else ranked


def _of_kind(row: Mapping[str, int], kind: str, kinds: Sequence[str]) -> int:
    if kind != "All others":
        return row.get(kind, 0)
    return sum(count for each, count in row.items() if each not in kinds)


OFFERED = (
    (
        "crime-by-kind",
        "Recorded crime by kind",
        "Each kind in the district over the year, against the year before.",
        by_kind,
    ),
    (
        "crime-by-ward",
        "Recorded crime by ward and kind",
        "Every ward with the most frequent kinds, rounded so that no small count can be told.",
        by_ward,
    ),
    (
        "crime-changed",
        "What changed in crime",
        "The wards and kinds that rose or fell by more than chance, and how many were looked at.",
        what_changed,
    ),
    (
        "crime-top-areas",
        "Where crime is concentrated",
        "The ten small areas with most crime, and whether that is more than chance.",
        top_areas,
    ),
)

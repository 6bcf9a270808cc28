"""Every view of “Explore”: what it is called, what it can be asked, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from frankpledge.analysis.incidents import UnsuitableData
from frankpledge.crimestore.refusals import NeedsExtract, SnapPoints, StoreRefused
from frankpledge.insight.exploring.again import show_near_repeats, show_repeats
from frankpledge.insight.exploring.areas import show_areas, show_map
from frankpledge.insight.exploring.asked import Asked, Options
from frankpledge.insight.exploring.by_hour import show_week
from frankpledge.insight.exploring.clusters import show_clusters
from frankpledge.insight.exploring.periods import show_periods, usual_before
from frankpledge.insight.exploring.places import show_places
from frankpledge.insight.exploring.series import show_series
from frankpledge.insight.exploring.shown import Shown
from frankpledge.insight.queries.area_figures import area_figures, outlines
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.extract_figures import hot_spots, near_repeats, repeats, week
from frankpledge.insight.queries.two_periods import two_periods
from frankpledge.partners.models import Partnership


@dataclass(frozen=True)
class Finding:
    """Everything a view needs to be found."""

    partnership: Partnership
    asked: Asked
    options: Options
    now: datetime
    link: Callable[[str], str]  # the address of the same question in another area

    @property
    def title(self) -> str:
        name = self.asked.definition.partition("@")[0]
        return dict(self.options.definitions).get(name, name)

    @property
    def says(self) -> str:
        return self.options.says.get(self.asked.definition.partition("@")[0], "")

    @property
    def where(self) -> str:
        return {**self.options.small, **dict(self.options.areas)}.get(self.asked.area, self.asked.area)


@dataclass(frozen=True)
class View:
    """One view. ``fields`` are what it can be asked besides what and when."""

    slug: str
    words: str
    why: str
    find: Callable[[Finding], Shown]
    span: int = 12
    with_gaps: bool = False  # whether months that are not loaded may lie in its usual stretch
    fields: tuple[str, ...] = ("area",)
    needs_extract: bool = False
    has_done_about: bool = False  # whether rooms above say what was done about what it shows

    @property
    def needs(self) -> str:
        """The one source that can answer, where there is but one."""
        return "extract" if self.needs_extract else ""

    @property
    def name(self) -> str:
        """The address's name."""
        return f"crime-{self.slug}"


def found(view: View, finding: Finding) -> Shown:
    """The view, or why it cannot be had: never an error."""
    asked = finding.asked
    if not asked.first:
        return _missing(view, finding, "No crime file is loaded yet.", "")
    try:
        return view.find(finding)
    except (NeedsExtract, SnapPoints) as refusal:
        return _missing(view, finding, refusal.message, "Load a police extract, and it is counted here.")
    except StoreRefused as refusal:
        return _missing(view, finding, refusal.message, refusal.advice)
    except UnsuitableData as refusal:
        return _missing(view, finding, refusal.reason, refusal.instead)


def _missing(view: View, finding: Finding, why: str, advice: str) -> Shown:
    asked = finding.asked
    subtitle = f"{finding.where}, {asked.words}" if asked.first else ""
    return Shown(f"{finding.title}: {view.words[0].lower()}{view.words[1:]}", subtitle, missing=why, advice=advice)


def _series(finding: Finding) -> Shown:
    asked = finding.asked
    answer = counts(
        finding.partnership, definition=asked.definition, area=asked.area, by=("month",), from_month=asked.first,
        to_month=asked.last, source=asked.source, now=finding.now,
    )  # fmt: skip
    return show_series(answer, asked, finding.title, finding.where, finding.says)


def _figures(finding: Finding, kind: str) -> dict[str, object]:
    asked = finding.asked
    return area_figures(
        finding.partnership, definition=asked.definition, kind=kind, from_month=asked.first, to_month=asked.last,
        source=asked.source, now=finding.now,
    )  # fmt: skip


def _map(finding: Finding) -> Shown:
    answer = _figures(finding, finding.asked.kind)
    drawn = outlines(finding.partnership, kind=finding.asked.kind, vintage=str(answer["vintage"]), now=finding.now)
    return show_map(answer, drawn, finding.asked, finding.title, finding.says, finding.link)


def _areas(finding: Finding) -> Shown:
    answer = _figures(finding, finding.asked.kind)
    return show_areas(answer, finding.asked, finding.title, finding.says, finding.link)


def _places(finding: Finding) -> Shown:
    asked = replace(finding.asked, kind="lsoa")
    return show_places(_figures(finding, "lsoa"), asked, finding.title, finding.says, finding.link)


def _periods(finding: Finding) -> Shown:
    asked = finding.asked
    before = usual_before(asked, finding.options.months.get(asked.source or "street") or finding.options.every_month)
    answer = two_periods(
        finding.partnership, definition=asked.definition, area=asked.area, months=(asked.first, asked.last),
        before=before, source=asked.source, now=finding.now,
    )  # fmt: skip
    return show_periods(answer, asked, before, finding.title, finding.says, finding.link)


def _extract(finding: Finding) -> dict[str, object]:
    asked = finding.asked
    return {"definition": asked.definition, "area": asked.area, "from_month": asked.first, "to_month": asked.last}


def _week(finding: Finding) -> Shown:
    answer = week(finding.partnership, asked=_extract(finding), now=finding.now)
    return show_week(answer, finding.asked, finding.title, finding.where, finding.says)


def _repeats(finding: Finding) -> Shown:
    answer = repeats(finding.partnership, asked=_extract(finding), now=finding.now)
    return show_repeats(answer, finding.asked, finding.title, finding.where, finding.says)


def _near_repeats(finding: Finding) -> Shown:
    answer = near_repeats(finding.partnership, asked=_extract(finding), now=finding.now)
    return show_near_repeats(answer, finding.asked, finding.title, finding.where, finding.says)


def _hot_spots(finding: Finding) -> Shown:
    answer = hot_spots(finding.partnership, asked=_extract(finding), now=finding.now)
    return show_clusters(answer, finding.asked, finding.title, finding.where, finding.says)


VIEWS: tuple[View, ...] = (
    View("series", "Month by month", "The line, and the months that are out of the ordinary.", _series, span=60,
         with_gaps=True, has_done_about=True),
    View("map", "Map", "Wards or small areas, by count or for each 1,000 residents.", _map, fields=("kind", "measure")),
    View("areas", "Compare areas", "Rates with what chance can do to a small area's figure.", _areas, fields=("kind",)),
    View("periods", "Compare periods", "Any months against any others, for the district and each ward.", _periods,
         span=3, fields=("area", "before")),
    View("places", "Top places", "How few places hold most of it.", _places, fields=()),
    View("week", "Time of the week", "Which hours and days, though most are known only between two times.", _week,
         needs_extract=True),
    View("repeat", "Repeats", "How much falls on the same victim or address again.", _repeats, needs_extract=True),
    View("near-repeat", "Near repeats", "Whether offences follow each other nearby and soon.", _near_repeats,
         needs_extract=True),
    View("hot-spots", "Hot spots", "Where offences cluster beyond chance, in cells of 250 metres.", _hot_spots,
         needs_extract=True),
)  # fmt: skip


def view_of(slug: str) -> View | None:
    """The view of that name in an address, or None."""
    return next((view for view in VIEWS if view.slug == slug), None)

"""What stands beside problems and operations: what their tables add up to, and whether they worked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from frankpledge.delivery.evaluating import ANSWERED, EXTRACT, MISSING, REGRESSION, evaluate
from frankpledge.delivery.problem_solving.evaluated import Evaluated, Tallied
from frankpledge.delivery.problem_solving.kept import kept_of
from frankpledge.insight.addresses import series_address
from frankpledge.insight.exploring.asked import SOURCES
from frankpledge.insight.months import in_words, month_of, shifted
from frankpledge.insight.queries.figures import Wanted
from frankpledge.insight.queries.files import is_made_up
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission

# What is said of each outcome, and in which colour: fewer crimes than else is good, and never proof.
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "fell more": ("Fell by more than its comparison", "green"),
    "rose more": ("Rose against its comparison", "red"),
    "no clear difference": ("No clear difference", "none"),
    "fall": ("A fall", "green"),
    "rise": ("A rise", "red"),
    "no clear change": ("No clear change", "none"),
    "too little data": ("Too little data", "none"),
}
STATES: Mapping[str, tuple[str, str]] = {
    EXTRACT: ("Needs a police extract", "amber"),
    MISSING: ("Months not loaded yet", "amber"),
}
CANNOT: tuple[str, str] = ("Cannot be counted", "amber")


def tally(page: Any) -> dict[str, Any] | None:
    """The figures that the record's tables add up to."""
    if not isinstance(page.record, Tallied):
        return None
    rows = page.record.tally()
    return {"rows": rows} if rows else None


def evaluation(page: Any) -> dict[str, Any] | None:
    """The figures as they were kept, and where the record is not settled as they stand today."""
    record: Any = page.record
    partnership: Partnership = page.partnership
    if (
        not isinstance(page.record, Evaluated)
        or not record.is_evaluated
        or not page.access.reach(Permission.CRIME_VIEW)
    ):
        return None
    kept = [{**shown(partnership, row.told), "kept": row} for row in kept_of(record)]
    live = [] if record.is_settled else [evaluate(partnership, each, now=page.now) for each in record.questions()]
    why_short = {"short_because": record.short_reason}
    return {
        "live": [{**shown(partnership, each), **why_short} for each in live],
        "kept": kept,
        "series_url": series_of(record),
        "lacks": "" if live or kept or record.is_settled else record.lacks,
        "regression": REGRESSION,
        "is_made_up": bool(live) and is_made_up(partnership),
    }


def series_of(record: Any) -> str:
    """The months it counts, one by one, from a year before it began; nothing where it does not say what it counts."""
    definition = getattr(record, "definition", "")
    if not definition:
        return ""
    last = getattr(record, "after_to", None) or record.ends_on
    first = getattr(record, "before_from", None) or record.starts_on
    began = month_of(first) if getattr(record, "before_from", None) else shifted(month_of(first), -12)
    ended = month_of(last) if last else ""
    return series_address(record.partnership, Wanted(definition, record.area), first=began, last=ended)


def shown(partnership: Partnership, answer: Mapping[str, Any]) -> dict[str, Any]:
    """One answer for its template: the sign, the table, and where the same figures open."""
    if answer["state"] != ANSWERED:
        said, tone = STATES.get(answer["state"], CANNOT)
        return {**answer, "said": said, "tone": tone, "rows": []}
    said, tone = OUTCOMES[answer["outcome"]]
    counts, rows = answer["counts"], []
    for name, key in ((answer["area_name"], "treated"), (answer["comparison_name"], "comparison")):
        if counts[key] is not None:
            rows.append((name[:1].upper() + name[1:], *counts[key]))
    if counts.get("displacement"):
        rows.append((f"Where it may have moved to: {answer['displacement_name']}", *counts["displacement"]))
    first, last = answer["before"][0], answer["after"][1]
    wanted = Wanted(answer["definition"], answer["area"], answer["source"])
    on_map = urlencode({"definition": answer["definition"], "from": answer["after"][0], "to": last})
    return {
        **answer, "said": said, "tone": tone, "rows": rows,
        "source_title": SOURCES.get(answer["source"], answer["source"]),
        "percent_sure": round(100 * answer["confidence"]),
        "series": [(in_words(month), count) for month, count in zip(answer["months"], answer["by_month"], strict=True)],
        "series_url": series_address(partnership, wanted, first=first, last=last),
        "map_url": f"{reverse('crime-map', args=[partnership.slug])}?{on_map}",
    }  # fmt: skip


PROBLEM_SOLVING = [("delivery/_tally.html", tally), ("delivery/_evaluation.html", evaluation)]

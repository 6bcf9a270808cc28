"""Crime counts: the same question, and the same number, as on the page, in the file and at the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from frankpledge.api.exchange import KINDS, answered
from frankpledge.api.problems import Problem, ProblemOut
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of
from frankpledge.crimestore import AreaUnknown, StoreRefused
from frankpledge.crimestore.questions import GROUPS
from frankpledge.formats.formulas import delimited_file
from frankpledge.insight.queries.counts import counts as counts_of
from frankpledge.partners.permissions import Permission

router = Router(tags=["Crime"])
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
WORDS = r"^[^\x00]*$"
Definition = Annotated[
    str, Query("", max_length=60, pattern=WORDS, description="`vehicle-crime`, or with its version `vehicle-crime@1`; "
               "left out, every record is counted")
]  # fmt: skip
Area = Annotated[
    str, Query("", max_length=100, pattern=WORDS, description="An area's code or name; left out, everything in the "
               "loaded files, also what lies beyond the district")
]  # fmt: skip
By = Annotated[
    str, Query("month", max_length=100, pattern=WORDS, description=f"What to group by: {', '.join(GROUPS)}")
]  # fmt: skip
FromMonth = Annotated[str | None, Query(None, alias="from", pattern=MONTH, description="The first month, 2021-01")]
ToMonth = Annotated[str | None, Query(None, alias="to", pattern=MONTH, description="The last month, 2021-03")]
Source = Annotated[
    str, Query("", max_length=20, pattern=WORDS, description="`street`, `extract`, `recorded`, `outcomes` or "
               "`stop-search`; left out, the one that can tell and has most months")
]  # fmt: skip
Rate = Annotated[bool, Query(False, description="Also records per 1,000 residents")]


class CautionOut(Schema):
    """Something the reader of a figure must know."""

    code: str
    words: str


class FileOut(Schema):
    """One file behind a figure."""

    name: str
    sha256: str
    source: str
    force: str
    month: str
    row_count: int
    reject_count: int
    licence: str
    loaded_at: datetime


class Counts(Schema):
    """Counts with everything they rest on. A month that is not among ``months`` is unknown, not nought."""

    definition: str
    definition_title: str
    source: str
    area: str
    area_name: str
    by: list[str]
    measure: str
    total: int
    months: list[str]
    rows: list[dict[str, Any]]
    excluded: dict[str, int]
    cautions: list[CautionOut]
    files: list[FileOut]
    licences: list[str]
    as_of: datetime | None
    statement: str


@router.get(
    "crimes/counts", response={**shapes.reads(Counts), 422: ProblemOut},
    summary="Crimes counted by definition, place and time",
)  # fmt: skip
def counts(
    request: HttpRequest, definition: Definition, area: Area, by: By, from_month: FromMonth, to_month: ToMonth,
    source: Source, rate: Rate,
) -> HttpResponse:  # fmt: skip
    access = access_of(request, Permission.CRIME_VIEW)
    kind = request.GET.get("format", "json")
    if kind not in KINDS:
        raise Problem(400, f"Counts come as {' or '.join(KINDS)}.", [{"where": "query.format", "problem": "Not known"}])
    try:
        said = counts_of(
            access.partnership, definition=definition, area=area.strip(),
            by=tuple(word.strip() for word in by.split(",") if word.strip()), from_month=from_month,
            to_month=to_month, source=source, measure="rate" if rate else "count",
            now=request.now,  # type: ignore[attr-defined]  # set by Bearer
        )  # fmt: skip
    except AreaUnknown as unknown:
        raise Problem(404, unknown.message) from unknown
    except StoreRefused as refusal:  # understood, and not to be answered with what is loaded
        raise Problem(422, refusal.message) from refusal
    if kind == "csv":
        names = [*said["by"], *[name for name in ("count", "denominator", "rate") if _has(said, name)]]
        table = [names, *([row.get(name, "") for name in names] for row in said["rows"])]
        return HttpResponse(delimited_file(table), content_type="text/csv; charset=utf-8")
    return answered(request, {name: said[name] for name in Counts.model_fields})


def _has(said: dict[str, Any], name: str) -> bool:
    return name == "count" or said["measure"] == "rate"

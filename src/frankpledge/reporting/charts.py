"""The report's charts: each says in words what it shows and stands beside the table from which it was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frankpledge.core.charts import Line, bar_spec, line_spec, svg_of
from frankpledge.measures.figures import shown
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.rating import Rag, Rating, Unit
from frankpledge.quarters.queries.pictures import QuarterPicture
from frankpledge.reporting.content import ChartPart
from frankpledge.reporting.summary import listed

MOST = 6  # figures drawn over time: those off track first, so that nobody leafs through thirty
_ORDER = (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK, Rag.TOO_LITTLE, Rag.NOT_RATED, Rag.WATCHED)
_GRAVEST = {rag: place for place, rag in enumerate((Rag.OFF_TRACK, Rag.CLOSE, Rag.ON_TRACK))}
_WIDE, _HIGH = 460, 180  # beside its table on a page of A4
_AXES: dict[str, str] = {Unit.RATE: "per 1,000", Unit.PERCENT: "per cent", Unit.POUNDS: "pounds", Unit.DAYS: "days"}
_ENOUGH = 2  # points before a line says anything


def charts_of(seen: QuarterPicture) -> Iterator[ChartPart]:
    """How the indicators stand, then those with a history, the gravest first."""
    yield from _standing(seen)
    rated = [(row.ref, rating) for row in seen.rows for rating in row.ratings]
    drawn = [pair for pair in rated if _points(pair[1]) >= _ENOUGH]
    drawn.sort(key=lambda pair: _GRAVEST.get(pair[1].rag, len(_GRAVEST)))
    for ref, rating in drawn[:MOST]:
        yield _over_time(ref, rating, seen)


def _standing(seen: QuarterPicture) -> Iterator[ChartPart]:
    counted = Counter(rating.stands for row in seen.rows for rating in row.ratings)
    if not counted:
        return
    bars = [(rag.word, float(counted[rag])) for rag in _ORDER if counted[rag]]
    title = "How the indicators stand"
    alt = f"Bars: {listed([f'{round(count)} {word.lower()}' for word, count in bars])}."
    spec = bar_spec(bars, unit="indicators", width=_WIDE)
    spec["encoding"]["x"]["axis"] = {"tickMinStep": 1, "format": "d"}  # there is no half an indicator
    yield ChartPart(
        title,
        alt,
        ("Rating", "Indicators"),
        tuple((word, str(round(count))) for word, count in bars),
        spec,
        svg_of(spec, title=title, description=alt),
    )


def _points(rating: Rating) -> int:
    return sum(value is not None for _, value in rating.earlier) + (rating.value is not None)


def _over_time(ref: str, rating: Rating, seen: QuarterPicture) -> ChartPart:
    here = quarter_period(seen.plan.starts_on, seen.quarter).short
    points = [*rating.earlier, (here, rating.value)]
    said = [(label, shown(value, rating.unit, rating.decimals) or "no value") for label, value in points]
    known = [(words, value) for words, (_, value) in zip(said, points, strict=True) if value is not None]
    ((first, start), low), ((last, end), high) = known[0], known[-1]
    way = "the same" if low == high else "higher" if high > low else "lower"
    title = f"{ref} {rating.name}"
    alt = f"A line from {start} in {first} to {end} in {last}: {way}. {rating.rag.word}."
    spec = line_spec(
        [Line(rating.name, tuple(value for _, value in points))], labels=[label for label, _ in points],
        unit=_AXES.get(rating.unit, ""), width=_WIDE, height=_HIGH,
    )  # fmt: skip
    return ChartPart(title, alt, ("Quarter", "Value"), tuple(said), spec, svg_of(spec, title=title, description=alt))

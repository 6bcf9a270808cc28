"""The report's charts: each says in words what it shows and stands beside the table from which it was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from frankpledge.core.charts import Line, bar_spec, line_spec, svg_of
from frankpledge.measures.rating import Rag
from frankpledge.quarters.queries.pictures import QuarterPicture
from frankpledge.reporting.content import ChartPart, RatingLine, SectionPart
from frankpledge.reporting.summary import listed

MOST = 8  # figures drawn over time: those off track first, so that nobody leafs through thirty
_ORDER = (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK, Rag.TOO_LITTLE, Rag.NOT_RATED, Rag.WATCHED)
_GRAVEST = {rag.word: place for place, rag in enumerate((Rag.OFF_TRACK, Rag.CLOSE, Rag.ON_TRACK))}
_ENOUGH = 2  # points before a line says anything


def charts_of(sections: Sequence[SectionPart], seen: QuarterPicture) -> Iterator[ChartPart]:
    """How the indicators stand, then those with a history, the gravest first."""
    yield from _standing(seen)
    rated = [(row.ref, rating) for section in sections for row in section.objectives for rating in row.ratings]
    drawn = [pair for pair in rated if _points(pair[1]) >= _ENOUGH]
    drawn.sort(key=lambda pair: _GRAVEST.get(pair[1].sign.word, len(_GRAVEST)))
    for ref, rating in drawn[:MOST]:
        yield _over_time(ref, rating, seen)


def _standing(seen: QuarterPicture) -> Iterator[ChartPart]:
    counted = Counter(rating.stands for row in seen.rows for rating in row.ratings)
    if not counted:
        return
    bars = [(rag.word, float(counted[rag])) for rag in _ORDER if counted[rag]]
    title = "How the indicators stand"
    alt = f"Bars: {listed([f'{round(count)} {word.lower()}' for word, count in bars])}."
    spec = bar_spec(bars, unit="indicators")
    yield ChartPart(
        title,
        alt,
        ("Rating", "Indicators"),
        tuple((word, str(round(count))) for word, count in bars),
        spec,
        svg_of(spec, title=title, description=alt),
    )


def _points(rating: RatingLine) -> int:
    return sum(value is not None for _, value in rating.earlier) + (rating.number is not None)


def _over_time(ref: str, rating: RatingLine, seen: QuarterPicture) -> ChartPart:
    labels = [*(label for label, _ in rating.earlier), f"{seen.quarter} now"]
    values = [*(value for _, value in rating.earlier), rating.number]
    title = f"{ref} {rating.name}"
    known = [(label, value) for label, value in zip(labels, values, strict=True) if value is not None]
    (first, start), (last, end) = known[0], known[-1]
    way = "the same" if start == end else "higher" if end > start else "lower"
    alt = f"A line from {start:g} in {first} to {end:g} in {last}: {way}. {rating.sign.word}."
    spec = line_spec([Line(rating.name, tuple(values))], labels=labels, unit=rating.unit)
    rows = tuple(
        (label, "no value" if value is None else f"{value:g}") for label, value in zip(labels, values, strict=True)
    )
    return ChartPart(title, alt, ("Quarter", "Value"), rows, spec, svg_of(spec, title=title, description=alt))

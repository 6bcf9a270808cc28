"""A series small enough to stand in a table's row: one line as inline SVG, a gap where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 120, 28, 3
COLOUR = "#2f7fc1"  # keeps 3:1 on white and on the dark page


def sparkline(values: Sequence[float | None], *, label: str, marked: int = 0) -> str:
    """The line, with a dot on each of the last ``marked`` values. ``label`` says the numbers to those who hear it.

    The line begins at nought, so that a small series and a large one can be told apart by their numbers alone and not
    by their shape. A value that stands alone between gaps is a dot.
    """
    top = max((value for value in values if value is not None), default=0) or 1
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)

    def at(place: int, value: float) -> tuple[str, str]:
        return _short(MARGIN + place * step), _short(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / top)

    lines, dots = [], []
    for run in _runs(values):
        points = [at(place, value) for place, value in run]
        if len(points) > 1:
            lines.append("M" + "L".join(f"{x} {y}" for x, y in points))
        elif run[0][0] < len(values) - marked:
            dots.append(_dot(*points[0], 1.5))
    last = list(enumerate(values))[len(values) - marked :] if marked else []
    dots += [_dot(*at(place, value), 2.5) for place, value in last if value is not None]
    path = f'<path d="{"".join(lines)}" fill="none" stroke="{COLOUR}" stroke-width="1.5"/>' if lines else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fp-spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label="{escape(label)}">{path}{"".join(dots)}</svg>'
    )


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches without a gap."""
    runs: list[list[tuple[int, float]]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, value))
        else:
            runs.append([(place, value)])
    return runs


def _dot(x: str, y: str, radius: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{COLOUR}"/>'


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")

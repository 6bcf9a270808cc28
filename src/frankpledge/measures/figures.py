"""Says a figure with its unit, the same on every page and in every report."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MOST_DECIMALS = 4


def shown(value: Decimal | None, unit: str, decimals: int = 0) -> str:
    """The figure in words a reader needs no key for; "" where there is none.

    >>> shown(Decimal("4341"), "number")
    '4,341'
    >>> shown(Decimal("12.345"), "percent", 1)
    '12.3%'
    >>> shown(Decimal("-1500"), "pounds"), shown(Decimal(1), "days"), shown(Decimal(0), "yes_no")
    ('-£1,500', '1 day', 'No')
    >>> shown(Decimal("38.25"), "rate", 1)
    '38.3 per 1,000'
    """
    if value is None:
        return ""
    if unit == "yes_no":
        return "Yes" if value > 0 else "No"
    sign = "-" if rounded(value, decimals) < 0 else ""
    figure = f"{abs(rounded(value, decimals)):,.{min(decimals, MOST_DECIMALS)}f}"
    return sign + _with_unit(figure, unit)


def exactly(value: Decimal | None, unit: str, decimals: int = 0) -> str:
    """The like with one more place where rounding would hide a difference: 2,170.5 is not said as 2,171.

    >>> exactly(Decimal("2170.5"), "number"), exactly(Decimal(90), "percent")
    ('2,170.5', '90%')
    """
    if value is not None and rounded(value, decimals) != value:
        decimals = max(decimals, 1)
    return shown(value, unit, decimals)


def difference(value: Decimal, unit: str, decimals: int = 0) -> str:
    """How far apart two figures are. Shares differ by points, not by per cent.

    >>> difference(Decimal(5), "percent"), difference(Decimal(1), "percent"), difference(Decimal("120.5"), "number")
    ('5 points', '1 point', '120.5')
    """
    if unit != "percent":
        return exactly(value, unit, decimals)
    figure = exactly(value, "number", decimals)
    return f"{figure} point" if figure == "1" else f"{figure} points"


def _with_unit(figure: str, unit: str) -> str:
    if unit == "pounds":
        return f"£{figure}"
    if unit == "days":
        return f"{figure} day" if figure == "1" else f"{figure} days"
    return figure + {"percent": "%", "rate": " per 1,000"}.get(unit, "")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """To so many places, a half away from nought as people expect.

    >>> rounded(Decimal("2.5"), 0)
    Decimal('3')
    """
    return value.quantize(Decimal(1).scaleb(-min(decimals, MOST_DECIMALS)), rounding=ROUND_HALF_UP)


def plain(value: Decimal | None) -> str:
    """The figure as a box or a file holds it: no commas, no idle noughts.

    >>> plain(Decimal("4341.0000")), plain(Decimal("0.50")), plain(Decimal("100")), plain(None)
    ('4341', '0.5', '100', '')
    """
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

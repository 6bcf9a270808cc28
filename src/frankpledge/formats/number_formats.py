"""Writes a spreadsheet's stored numbers and dates the way the person who typed them sees them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# The formats every spreadsheet program knows by number instead of by their text.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ASIDE = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.")  # colours, places of alignment, fills
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DATE_PIECE = re.compile(r'AM/PM|A/P|\[?h+\]?|y+|m+|d+|s+|"[^"]*"|\\.|.', re.IGNORECASE)
_NUMBER_PIECE = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_LONGEST = 255  # characters; Excel's own limit
_LARGEST_DAY = 2_958_466  # the day after 31 December 9999


def format_code(number: int, custom: dict[int, str]) -> str:
    """The format's text; "" for the general one."""
    code = custom.get(number, _BUILT_IN.get(number, ""))[:_LONGEST]
    return "" if code.strip().lower() in ("general", "@") else code


def shown(stored: str, code: str, *, from_1904: bool = False) -> str:
    """A stored number under a format.

    >>> [shown("1.1", ""), shown("1.1", "0.00"), shown("0.125", "0.0%"), shown("39707", "dd/mm/yyyy")]
    ['1.1', '1.10', '12.5%', '16/09/2008']
    >>> [shown("1234.5", '"£"#,##0.00'), shown("39707", "mmm-yy"), shown("0.1", "General"), shown("2E3", "")]
    ['£1,234.50', 'Sep-08', '0.1', '2000']
    """
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or value.adjusted() > 300:
        return stored
    section = _section(_CURRENCY.sub(lambda found: f'"{found[1]}"', code), value)
    section = _ASIDE.sub("", section)
    if _is_date(section):
        return _date(value, section, from_1904) or _plain(value)
    return _number(value, section) if _NUMBER_PIECE.search(_LITERAL.sub("", section)) else _plain(value)


def _section(code: str, value: Decimal) -> str:
    """Formats may have parts for positive, negative and nought."""
    parts = code.split(";")
    if value < 0 and len(parts) > 1:
        return parts[1] if "-" in parts[1] or "(" in parts[1] else f"-{parts[1]}"
    return parts[2] if value == 0 and len(parts) > 2 and _NUMBER_PIECE.search(parts[2]) else parts[0]


def _plain(value: Decimal) -> str:
    """A number as a cell without a format shows it: at most eleven figures, no useless noughts."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        return str(int(value))
    return f"{float(value):.10g}"


def _is_date(section: str) -> bool:
    return bool(re.search(r"[ymdhs]", _LITERAL.sub("", section), re.IGNORECASE))


def _number(value: Decimal, section: str) -> str:
    bare = _LITERAL.sub("", section)
    figures = _NUMBER_PIECE.search(bare)
    pattern = figures[0] if figures else "0"
    if "E" in bare.upper() or "/" in bare:
        return _plain(value)
    percent = "%" in bare
    written_minus = section.startswith("-") or "(" in section
    amount = (abs(value) if written_minus else value) * (100 if percent else 1)
    whole, _, fraction = pattern.partition(".")
    rounded = (
        amount.quantize(Decimal(1).scaleb(-min(len(fraction), 20)), ROUND_HALF_UP) if abs(amount) < 10**20 else amount
    )
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    for _ in range(len(fraction) - len(fraction.rstrip("#?"))):
        text = text.removesuffix("0") if "." in text else text
    text = _padded(text.removesuffix("."), whole)
    before, after = _around(section, pattern)
    return f"{before}{text}{after}".strip()


def _padded(text: str, whole: str) -> str:
    """Noughts before the number where the format asks for a fixed length ("007")."""
    minus, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    lacking = whole.count("0") - len(digits.partition(".")[0])
    return minus + "0" * max(0, lacking) + digits


def _around(section: str, pattern: str) -> tuple[str, str]:
    """The words a format puts before and after the number."""
    at = section.find(pattern)
    if at < 0:
        return "", "%" if "%" in section else ""
    before, after = section[:at], section[at + len(pattern) :]
    return tuple(_LITERAL.sub(lambda found: found[1] or found[2] or "", part) for part in (before, after))  # type: ignore[return-value]


def _date(value: Decimal, section: str, from_1904: bool) -> str:
    days = float(value) + (1462 if from_1904 else 0)
    if not 0 <= days < _LARGEST_DAY:
        return ""
    # 1900 was not a leap year, but spreadsheets count 29 February 1900: days before it are one off.
    moment = datetime(1899, 12, 30) + timedelta(days=days + (1 if days < 60 else 0))  # noqa: DTZ001 - a calendar day
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    pieces = [found[0] for found in _DATE_PIECE.finditer(section)]
    half_day = any(piece.upper() in ("AM/PM", "A/P") for piece in pieces)
    made, last = "", ""
    for at, piece in enumerate(pieces):
        letter = piece.strip("[]").lower()[:1]
        if letter == "m" and piece.upper() not in ("AM/PM", "A/P"):
            following = next((p.lower()[0] for p in pieces[at + 1 :] if p.lower()[0] in "ymdhs"), "")
            letter = "minute" if last == "h" or following == "s" else "m"
        made += _date_piece(moment, piece.strip("[]"), letter, half_day)
        last = letter if letter in ("h", "y", "d", "s", "m", "minute") else last
    return made.strip()


def _date_piece(moment: datetime, piece: str, letter: str, half_day: bool) -> str:
    width = len(piece)
    if piece.upper() in ("AM/PM", "A/P"):
        return "am" if moment.hour < 12 else "pm"
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    numbers = {"h": hour, "minute": moment.minute, "s": moment.second, "d": moment.day, "m": moment.month}
    if letter == "y":
        return f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}"
    if letter in ("m", "d") and width > 2:
        name = _MONTHS[moment.month - 1] if letter == "m" else _DAYS[moment.weekday()]
        return name if width > 3 else name[:3]
    if letter in numbers and piece[:1].lower() in "hmsd":
        return f"{numbers[letter]:0{min(width, 2)}}"
    return _LITERAL.sub(lambda found: found[1] or found[2] or "", piece)

"""A partnership's colour, and the colour of words on it that everybody can read (WCAG 2.2, contrast 4.5 to 1)."""

from __future__ import annotations

import re

WHITE, BLACK = "#ffffff", "#000000"
ENOUGH = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether the text is a colour as we keep it.

    >>> is_colour("#1d5c63"), is_colour("teal")
    (True, False)
    """
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """How far apart two colours are for the eye, from 1 to 21.

    >>> round(contrast("#ffffff", "#000000"), 2)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def words_on(colour: str) -> str:
    """White where white can be read on the colour, else black; one of the two always can.

    >>> words_on("#1d5c63"), words_on("#ffdd00")
    ('#ffffff', '#000000')
    """
    return WHITE if contrast(colour, WHITE) >= ENOUGH else BLACK


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

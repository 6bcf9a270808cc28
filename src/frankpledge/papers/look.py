"""How a paper should look and what it says about itself at the foot, apart from what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEX_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_DARK = "0B0C0C"
_LIGHT = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Look:
    """The partnership's name and colour, and the lines printed on every page.

    ``generated_on`` is the date as the reader should see it: nothing here looks at a clock, so that the same
    words written twice are the same file twice.
    """

    partnership: str = ""
    colour: str = "#1d70b8"
    generated_on: str = ""
    marking: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a colour that is not one: it would be found out only in somebody's Word."""
        if not _HEX_COLOUR.fullmatch(self.colour):
            raise ValueError(f"“{self.colour}” is not a colour. Write it as six digits after a hash, such as #1d70b8.")

    @property
    def bar(self) -> str:
        """The heading bar's colour as office files write it.

        >>> Look(colour="#1d70b8").bar
        '1D70B8'
        """
        return self.colour.removeprefix("#").upper()

    @property
    def on_bar(self) -> str:
        """The colour of words on the heading bar: light or dark, whichever is easier to read there.

        >>> Look(colour="#1d70b8").on_bar, Look(colour="#ffdd00").on_bar
        ('FFFFFF', '0B0C0C')
        """
        return max((_LIGHT, _DARK), key=lambda ink: contrast(self.bar, ink))

    @property
    def heading_ink(self) -> str:
        """The colour of headings on white paper: the partnership's own where it reads well enough (WCAG AA).

        >>> Look(colour="#1d70b8").heading_ink, Look(colour="#ffdd00").heading_ink
        ('1D70B8', '0B0C0C')
        """
        return self.bar if contrast(self.bar, _LIGHT) >= 4.5 else _DARK

    @property
    def foot(self) -> str:
        """The line at the foot of every page, beside the page number.

        >>> Look(partnership="East Herts Community Safety Partnership", generated_on="1 May 2008").foot
        'East Herts Community Safety Partnership · 1 May 2008'
        """
        return " · ".join(part for part in (self.partnership, self.source, self.generated_on) if part)


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, by the WCAG formula: 1 is no difference, 21 is black on white.

    >>> round(contrast("000000", "FFFFFF"))
    21
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""How results speak to a councillor: chances as "once in", amounts as more or fewer, never a claim of proof."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """What is counted, for one and for many."""

    one: str = "offence"
    many: str = "offences"

    def count(self, number: float) -> str:
        """The number with its noun.

        >>> Noun("burglary", "burglaries").count(1), Noun().count(1200)
        ('1 burglary', '1,200 offences')
        """
        return f"{number_in_words(number)} {self.one if number == 1 else self.many}"


OFFENCES = Noun()


def number_in_words(number: float) -> str:
    """Whole numbers without a point, others with one decimal.

    >>> number_in_words(1200), number_in_words(2.53)
    ('1,200', '2.5')
    """
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def chance_in_words(p_value: float) -> str:
    """How often chance alone brings a difference at least this large.

    >>> chance_in_words(0.62), chance_in_words(0.033), chance_in_words(1e-9)
    ('more often than not', 'about once in 30', 'less than once in 10,000')
    """
    if p_value >= 0.5:
        return "more often than not"
    if p_value < 1e-4:
        return "less than once in 10,000"
    times = 1 / p_value
    rounded = round(times) if times < 20 else round(times, 1 - int(math.log10(times)))
    return f"about once in {rounded:,.0f}"


def more_or_fewer(difference: float) -> str:
    """A difference with its direction.

    >>> more_or_fewer(4), more_or_fewer(-12.5), more_or_fewer(0)
    ('4 more', '12.5 fewer', 'no change')
    """
    if difference == 0:
        return "no change"
    return f"{number_in_words(abs(difference))} {'more' if difference > 0 else 'fewer'}"


def rise_or_fall(ratio: float) -> str:
    """A ratio of rates as a per cent rise or fall.

    >>> rise_or_fall(1.25), rise_or_fall(0.8), rise_or_fall(1.0)
    ('a rise of 25%', 'a fall of 20%', 'no change')
    """
    percent = round(100 * (ratio - 1))
    if percent == 0:
        return "no change"
    return f"a {'rise' if percent > 0 else 'fall'} of {abs(percent)}%"

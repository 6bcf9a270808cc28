"""Finds probable spelling slips, without mistaking names and places for them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from frankpledge.plandocs.spelling_words import ORDINARY, SLIPS

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[-•(]\s*|\n\s*)$")
_SHORTEST = 7
_SUBSTITUTION = 9  # shorter words one letter apart are too often both right ("prevent", "present")
_TWO_SLIPS = 12
_COMMON = 3  # times a word must stand in the plan before it is trusted
_SUFFIXES = ("ing", "ed", "es", "s", "er", "ers", "ly", "al", "ion", "ions", "ment", "ments", "d", "ive", "y", "ies")


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@lru_cache(maxsize=1)
def _ordinary_index() -> dict[str, tuple[str, ...]]:
    return _index(word for word in ORDINARY if len(word) >= _SHORTEST)


def _index(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word under itself and under itself less one letter: two words one slip apart meet here."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for key in {word, *_shortened(word)}:
            found[key].append(word)
    return {key: tuple(words) for key, words in found.items()}


class Speller:
    """Knows the words of community safety and those the plan itself uses often."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.counts: Mapping[str, int] = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        frequent = [word for word, times in self.counts.items() if times >= _COMMON and len(word) >= _SHORTEST]
        self._frequent = _index(frequent)
        self._answers: dict[str, str] = {}

    def slips_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Probable slips, each with what was probably meant.

        >>> Speller().slips_in("Greivous Bodily Harm at Hertsreach and Sova")
        (('Greivous', 'Grievous'),)
        """
        return tuple(dict.fromkeys(self._slips(text)))

    def _slips(self, text: str) -> Iterator[tuple[str, str]]:
        for found in _WORD.finditer(text):
            word = found[0]
            low = word.lower().split("'")[0].split("’")[0]
            if low in SLIPS:
                yield word, _as(word, SLIPS[low])
            elif (
                len(low) >= _SHORTEST
                and self._may_be_misspelt(word, text[max(0, found.start() - 3) : found.start()])
                and (meant := self.meant(low))
            ):
                yield word, _as(word, meant)

    @staticmethod
    def _may_be_misspelt(word: str, before: str) -> bool:
        """A capital inside a sentence marks a name."""
        return word.islower() or bool(_SENTENCE_START.search(before) or not before)

    def meant(self, word: str) -> str:
        """The word probably meant, or ""."""
        if word not in self._answers:
            self._answers[word] = self._look_up(word)
        return self._answers[word]

    def _look_up(self, word: str) -> str:
        if word in ORDINARY or self.counts.get(word, 0) >= _COMMON or _stem(word) in _stems():
            return ""
        for near in _candidates(word, _ordinary_index()):
            if _is_slip(word, near, trusted=True):
                return near
        for near in _candidates(word, self._frequent):
            if self.counts.get(word, 0) * _COMMON <= self.counts[near] and _is_slip(word, near, trusted=False):
                return near
        return ""


def _candidates(word: str, index: Mapping[str, tuple[str, ...]]) -> list[str]:
    keys = [word, *sorted(_shortened(word))]
    return list(dict.fromkeys(near for key in keys for near in index.get(key, ()) if near != word))


def _is_slip(word: str, near: str, *, trusted: bool) -> bool:
    """Whether one is the other mistyped, and not another word or the same word with an ending."""
    if (
        word[0] != near[0]
        or word.startswith(near)
        or near.startswith(word)
        or word.endswith(near)
        or near.endswith(word)
    ):
        return False
    if _stem(word) == _stem(near):
        return False
    if len(word) != len(near):
        return True
    differing = [at for at in range(len(word)) if word[at] != near[at]]
    if len(differing) == 2:
        first, second = differing
        swapped = word[first] == near[second] and word[second] == near[first]
        return (second == first + 1 and swapped) or (trusted and len(word) >= _TWO_SLIPS)
    letters = {word[differing[0]], near[differing[0]]}
    return trusted and len(word) >= _SUBSTITUTION and letters != {"s", "z"}


def _stem(word: str) -> str:
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if word.endswith(suffix) and len(word) - len(suffix) >= 5:
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e")


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in ORDINARY)


def _as(written: str, meant: str) -> str:
    if written.isupper():
        return meant.upper()
    return meant.capitalize() if written[0].isupper() else meant

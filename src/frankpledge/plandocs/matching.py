"""Which objective of one plan is which of another: by ref and wording together, then by either."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from frankpledge.plandocs.model import Objective
from frankpledge.plandocs.wording import plain

_ALIKE = 0.6
_RARE_WORDS = 4  # of an objective's words, how many lead to candidates
_CROWD = 40  # a word that this many objectives share tells nothing
_COMPARED = 400  # letters
_WORD = re.compile(r"[a-z0-9]{3,}")


def match(old: Sequence[Objective], new: Sequence[Objective]) -> dict[int, int]:
    """Positions in ``new`` to positions in ``old``. Never compares every objective with every other."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def pair(key: Callable[[Objective], Hashable]) -> None:
        _pair(old, new, key, found, taken)

    pair(lambda one: (one.ref, plain(one.objective)) if one.objective else None)
    pair(lambda one: plain(one.objective) or None)
    _pair_alike(old, new, found, taken)
    pair(lambda one: one.ref or None)
    pair(lambda one: None if one.ref or one.objective else "")
    return found


def _pair(
    old: Sequence[Objective],
    new: Sequence[Objective],
    key: Callable[[Objective], Hashable],
    found: dict[int, int],
    taken: set[int],
) -> None:
    """Pair what has an equal key, in order where several do."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for at in range(len(old) - 1, -1, -1):
        if at not in taken and (name := key(old[at])) is not None:
            waiting[name].append(at)
    for at, one in enumerate(new):
        if at not in found and waiting.get(key(one)):
            _take(at, waiting[key(one)].pop(), found, taken)


def _take(new: int, old: int, found: dict[int, int], taken: set[int]) -> None:
    found[new] = old
    taken.add(old)


def _pair_alike(old: Sequence[Objective], new: Sequence[Objective], found: dict[int, int], taken: set[int]) -> None:
    """Pair objectives whose wording is close; those with the same ref first."""
    left = [at for at in range(len(old)) if at not in taken]
    by_ref = {old[at].ref: at for at in reversed(left) if old[at].ref}
    index, counts = _index(old, left)
    for at, one in enumerate(new):
        same = by_ref.get(one.ref)
        if at not in found and same is not None and same not in taken and _alike(old[same], one) >= _ALIKE:
            _take(at, same, found, taken)
    for at, one in enumerate(new):
        if at in found:
            continue
        candidates = [other for other in _candidates(one, index, counts) if other not in taken]
        best = max(candidates, key=lambda other: _alike(old[other], one), default=None)
        if best is not None and _alike(old[best], one) >= _ALIKE:
            _take(at, best, found, taken)


def _index(old: Sequence[Objective], left: Iterable[int]) -> tuple[dict[str, list[int]], Counter[str]]:
    index: dict[str, list[int]] = defaultdict(list)
    for at in left:
        for word in set(_words(old[at])):
            index[word].append(at)
    return index, Counter({word: len(places) for word, places in index.items()})


def _candidates(one: Objective, index: dict[str, list[int]], counts: Counter[str]) -> list[int]:
    telling = sorted(
        (word for word in set(_words(one)) if 0 < counts[word] <= _CROWD), key=lambda word: (counts[word], word)
    )
    return list(dict.fromkeys(at for word in telling[:_RARE_WORDS] for at in index[word]))


def _words(one: Objective) -> list[str]:
    return _WORD.findall(one.objective.lower())


def _alike(one: Objective, other: Objective) -> float:
    first, second = plain(one.objective)[:_COMPARED], plain(other.objective)[:_COMPARED]
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()

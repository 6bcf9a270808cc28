"""The four quarters wherever a plan writes them: over columns, before a comment, inside one column of prose."""

from __future__ import annotations

import re

from frankpledge.plandocs.wording import fold, plain

_NAMES = {"1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4", "one": "Q1", "two": "Q2", "three": "Q3", "four": "Q4"}
_NAMES |= {"first": "Q1", "second": "Q2", "third": "Q3", "fourth": "Q4", "i": "Q1", "ii": "Q2", "iii": "Q3", "iv": "Q4"}
_NAMES |= {"1st": "Q1", "2nd": "Q2", "3rd": "Q3", "4th": "Q4"}
_MONTHS = {"apr": "Q1", "jul": "Q2", "oct": "Q3", "jan": "Q4"}
_ENDS = {"Q1": "jun", "Q2": "sep", "Q3": "dec", "Q4": "mar"}

_NUMBERED = re.compile(r"\bq(?:uarter|tr)?\s*(1|2|3|4|one|two|three|four|i{1,3}|iv)\b")
_ORDINAL = re.compile(r"\b(1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|qtr)\b")
_SPAN = re.compile(r"\b(apr|jul|oct|jan)[a-z]*(?: \d+)? (?:to |until )?(jun|sep|dec|mar)[a-z]*\b")
# What else a quarter's heading may say. "RAG", "target" and "actual" make it another column beside the update's.
_BESIDE = re.compile(r"\b(rag|rating|status|target|actual|score|traffic light|colour|baseline|outturn)\b")

_MARK = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;!?] ))[ \t]*(?:-[ \t]+)?"
    r"(?:q(?:uarter|tr)?[ .]?(?P<number>[1-4]|one|two|three|four)"
    r"|(?P<ordinal>1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|qtr))"
    r"(?:[ ]update)?(?:[ ](?P<span>\([^)\n]{1,30}\)))?[ ]?[:–—-][ \t]*",
    re.IGNORECASE,
)
_MONTHS_MARK = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:-[ \t]+)?(?P<first>Apr|Jul|Oct|Jan)[a-z]*[ ]?(?:-|–|to)[ ]?"
    r"(?P<last>Jun|Sep|Dec|Mar)[a-z]*(?:[ ]\d{2,4})?[ ]?[:–—-][ \t]*",
    re.IGNORECASE,
)


def quarter_of(heading: str) -> str:
    """Which quarter a heading names, or "".

    >>> [quarter_of(text) for text in ("Quarter 1", "Q2 update", "Jul - Sept 2024", "3rd quarter", "Progress")]
    ['Q1', 'Q2', 'Q2', 'Q3', '']
    """
    text = plain(heading)
    if found := _NUMBERED.search(text) or _ORDINAL.search(text):
        return _NAMES[found[1]]
    if (span := _SPAN.search(text)) and _ENDS[_MONTHS[span[1]]] == span[2]:
        return _MONTHS[span[1]]
    return ""


def is_beside(heading: str) -> bool:
    """Whether the heading names something kept beside the quarter's update: its RAG, its target, its figure."""
    return bool(_BESIDE.search(plain(heading)))


def opens_quarter(text: str) -> str:
    """Which quarter a paragraph's first words name ("Quarter 2 update: …"), or ""."""
    parts = split_prose(text)
    return next(iter(parts[1]), "") if not parts[0] else ""


def split_prose(text: str) -> tuple[str, dict[str, str]]:
    """Prose cut at "Q1:", "Quarter 2 –": what comes before the first mark, and each quarter's words.

    >>> split_prose("Started. Q1: Two held. Q2: None.")
    ('Started.', {'Q1': 'Two held.', 'Q2': 'None.'})
    """
    marks = sorted([*_MARK.finditer(text), *_real_spans(text)], key=lambda mark: mark.start())
    if not marks:
        return text, {}
    updates: dict[str, list[str]] = {}
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=True):
        said = text[mark.end() : end].strip()
        span = mark.groupdict().get("span")
        updates.setdefault(_named(mark), []).append(f"{span} {said}" if span else said)
    return text[: marks[0].start()].strip(), {quarter: "\n".join(said) for quarter, said in updates.items()}


def _real_spans(text: str) -> list[re.Match[str]]:
    return [
        mark for mark in _MONTHS_MARK.finditer(text) if _ENDS[_MONTHS[mark["first"].lower()]] == mark["last"].lower()
    ]


def _named(mark: re.Match[str]) -> str:
    found = mark.groupdict()
    if "first" in found:
        return _MONTHS[found["first"].lower()]
    return _NAMES[fold(found["number"] or found["ordinal"]).lower()]

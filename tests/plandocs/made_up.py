"""Hypothesis strategies for plans and for the documents they may come from."""

from __future__ import annotations

from hypothesis import strategies as st

from frankpledge.formats.document import Block, Bullets, Cell, Document, Heading, Item, Paragraph, Row, Run, Table
from frankpledge.plandocs.model import (
    QUARTERS,
    Action,
    Layout,
    Objective,
    Party,
    PartyKind,
    PlanDocument,
    Section,
    Unread,
)

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
WORDS = st.lists(
    st.sampled_from(["patrol", "visit", "estates", "locks", "youth", "police", "weekly", "Q1", "1.1"]), max_size=6
)
SENTENCE = WORDS.map(" ".join)

PARTY = st.builds(Party, kind=st.sampled_from(PartyKind), names=st.lists(TEXT, max_size=3).map(tuple), verbatim=TEXT)
ACTION = st.recursive(
    st.builds(Action, text=TEXT, verbatim=TEXT, tentative=st.booleans(), see=st.lists(TEXT, max_size=2).map(tuple)),
    lambda inner: st.builds(Action, text=TEXT, verbatim=TEXT, children=st.lists(inner, max_size=2).map(tuple)),
    max_leaves=4,
)


def _tuples(of: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:  # type: ignore[type-arg]
    return st.lists(of, max_size=most).map(tuple)


UPDATES = st.dictionaries(st.sampled_from(QUARTERS), TEXT.filter(bool), max_size=4)

OBJECTIVE = st.builds(
    Objective,
    ref=st.sampled_from(["1.1", "1.2", "1.3", "2.1", "A1", ""]),
    objective=st.one_of(TEXT, SENTENCE),
    verbatim=TEXT,
    actions=_tuples(ACTION),
    target=TEXT,
    indicator=TEXT,
    leads=_tuples(PARTY),
    groups=_tuples(PARTY),
    people=_tuples(TEXT),
    timescale=TEXT,
    status=TEXT,
    updates=UPDATES,
    other=st.dictionaries(TEXT, TEXT, max_size=2),
    definitions=_tuples(TEXT),
    place=TEXT,
    empty_actions=st.integers(0, 3),
    numbered_here=st.booleans(),
)
SECTION = st.builds(
    Section,
    number=st.sampled_from(["1", "2", "3", ""]),
    title=st.one_of(TEXT, st.sampled_from(["Burglary", "Violence"])),
    cross_cutting=st.booleans(),
    objectives=_tuples(OBJECTIVE, 5),
    place=TEXT,
    notes=TEXT,
    updates=UPDATES,
)
PLAN = st.builds(
    PlanDocument,
    title=TEXT,
    period=st.sampled_from(["2008-2009", ""]),
    preamble=TEXT,
    sections=_tuples(SECTION, 4),
    unread=_tuples(st.builds(Unread, TEXT, TEXT, TEXT)),
    layout=st.builds(
        Layout,
        headings=_tuples(st.tuples(st.sampled_from(["ref", "objective", ""]), TEXT)),
        update_heading=TEXT,
        quarter_headings=st.tuples(TEXT, TEXT, TEXT, TEXT),
    ),
)

# Documents


HEADINGS = (
    "Ref", "Theme", "Objective", "Actions", "Target", "Lead", "Group", "Lead officer", "By when", "RAG", "Progress",
    "Quarter 1", "Q2 update", "Notes", "Zebra crossing", "Section notes",
)  # fmt: skip
_LETTERS = st.text("bcdfghklmnprstvwxz", min_size=4, max_size=7)
_RUNS = st.lists(st.builds(Run, _LETTERS, st.booleans(), st.booleans()), min_size=1, max_size=3).map(
    lambda runs: tuple(Run(f"{run.text} ", run.italic, run.bold) for run in runs)
)
_ITEM = st.recursive(
    st.builds(Item, st.one_of(_RUNS, st.just(()))),
    lambda inner: st.builds(Item, _RUNS, st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)
_PARAGRAPH = st.builds(Paragraph, _RUNS)
_MARKED = _LETTERS.map(lambda word: Paragraph((Run(f"Q1: {word}; Quarter 2 - {word}x\nviz: see {word}y"),)))
_BLOCKS = st.lists(
    st.one_of(_PARAGRAPH, _MARKED, st.builds(Bullets, st.lists(_ITEM, max_size=3).map(tuple))), max_size=2
).map(tuple)


@st.composite
def tables(draw: st.DrawFn, *, nested: bool = True) -> Table:
    """A table with a header of some kind, merged and missing cells, and banners."""
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=7))
    rows = [Row(tuple(Cell((Paragraph((Run(text),)),)) for text in headings), place="row 1")]
    cells = st.builds(Cell, _BLOCKS, columns=st.sampled_from([1, 1, 1, 2]), rows=st.sampled_from([1, 1, 1, 2, 3]))
    if nested:
        inside = st.builds(lambda table: Cell((table,)), tables(nested=False))
        cells = st.one_of(cells, cells, cells, inside)
    for number in range(draw(st.integers(0, 4))):
        made = draw(st.lists(cells, min_size=1, max_size=len(headings)))
        rows.append(Row(tuple(made), place=f"row {number + 2}"))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), Row((Cell(draw(_BLOCKS), columns=len(headings)),)))
    return Table(tuple(rows), "table")


_OUTSIDE = st.one_of(
    _PARAGRAPH,
    st.builds(Heading, st.integers(1, 3), _RUNS, st.sampled_from(["heading", "sheet", "caption"])),
    st.sampled_from(["Lead: Inspector Jones", "Quarter 2 update: calm", "2. Noise", "Glossary", "Safer Plan 2024"]).map(
        lambda text: Paragraph((Run(text),))
    ),
    st.just(Heading(1, (Run("Sheet1"),), "sheet")),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document at all, with one sure plan in it."""
    blocks: list[Block] = draw(st.lists(st.one_of(_OUTSIDE, tables()), max_size=6))
    sure = Table(
        tuple(
            Row(tuple(Cell((Paragraph((Run(text),)),)) for text in texts))
            for texts in (("Ref", "Objective", "Actions"), ("1.1", "Calm", "Talk"))
        )
    )
    blocks.insert(draw(st.integers(0, len(blocks))), sure)
    return Document(tuple(blocks), "made up")

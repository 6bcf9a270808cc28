"""Plans as documents for tests: a small one of the usual kind, and any plan a reader could make (hypothesis)."""

from __future__ import annotations

from hypothesis import strategies as st

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

BLANK = Party(PartyKind.BLANK)


def named(*names: str) -> Party:
    """A cell that names these."""
    return Party(PartyKind.NAMED, names, ", ".join(names))


def small_plan(**changes: object) -> PlanDocument:
    """Two sections, three objectives, every kind of party, a nested and a tentative action, one update."""
    fear = Objective(
        "1.1",
        "Tell people what is done about crime",
        verbatim="Tell people  what is done about crime",
        actions=(
            Action("Hold two public meetings", "○ Hold two public meetings", children=(Action("One in Hertford"),)),
            Action("Put up posters", tentative=True, see=("2.1",)),
        ),
        target="Two meetings",
        indicator="NI 21",
        leads=(named("EHC", "Police"),),
        groups=(named("Comms"),),
        updates={"Q1": "One meeting held"},
        definitions=("does not include the county's own meetings",),
        other={"Budget": "£500"},
        place="Section 1, row 1",
    )
    cars = Objective(
        "1.2",
        "Fewer thefts from cars",
        leads=(Party(PartyKind.BLANK),),
        groups=(Party(PartyKind.DELEGATED, ("JAG",), "Assigned by JAG"),),
    )
    drugs = Objective(
        "2.1",
        "Set up a working group",
        leads=(Party(PartyKind.COLLECTIVE, ("Partnership",), "Partnership"),),
        groups=(Party(PartyKind.NOT_APPLICABLE, (), "N/A"),),
        people=("A Person",),
        timescale="June 2008",
        status="Green",
    )
    document = PlanDocument(
        "Community Safety Action Plan",
        "2008-2009",
        "The plan has two sections.",
        (
            Section("1", "FEAR OF CRIME", objectives=(fear, cars)),
            Section("2", "DRUGS", True, (drugs,), notes="Lead: JAG"),
        ),
        (Unread("Table 3", "A stray word", "It stands outside the table."),),
        Layout((("ref", "JAG ref"), ("objective", "Objective"))),
    )
    return PlanDocument(**{**{name: getattr(document, name) for name in document.__slots__}, **changes})  # type: ignore[arg-type]


# Words a database and a Word file can both hold. What cannot be held is tested by itself.
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=30).map(str.strip)
said = words.filter(bool)
refs = st.from_regex(r"[1-9]\.[1-9][0-9]?", fullmatch=True)


def actions(depth: int = 2) -> st.SearchStrategy[tuple[Action, ...]]:
    """Trees of actions."""
    below = actions(depth - 1) if depth else st.just(())
    one = st.builds(
        Action,
        text=said,
        verbatim=words,
        tentative=st.booleans(),
        see=st.lists(refs, max_size=2).map(tuple),
        children=below,
    )
    return st.lists(one, max_size=3).map(tuple)


def parties() -> st.SearchStrategy[tuple[Party, ...]]:
    """A cell's parties: each of its own kind, with the cell's words."""
    one = st.one_of(
        st.builds(
            Party, st.just(PartyKind.NAMED), st.lists(said, min_size=1, max_size=3, unique=True).map(tuple), words
        ),
        st.builds(Party, st.sampled_from([PartyKind.BLANK, PartyKind.NOT_APPLICABLE]), st.just(()), words),
        st.builds(
            Party,
            st.sampled_from([PartyKind.DELEGATED, PartyKind.COLLECTIVE]),
            st.lists(said, max_size=2, unique=True).map(tuple),
            words,
        ),
    )
    return st.lists(one, max_size=2, unique_by=lambda party: party.kind).map(tuple)


objectives = st.builds(
    Objective,
    ref=refs,
    objective=said,
    verbatim=words,
    actions=actions(),
    target=words,
    indicator=words,
    leads=parties(),
    groups=parties(),
    people=st.lists(said, max_size=2).map(tuple),
    timescale=words,
    status=words,
    updates=st.dictionaries(st.sampled_from(QUARTERS), said, max_size=4),
    other=st.dictionaries(said, words, max_size=2),
    definitions=st.lists(said, max_size=2).map(tuple),
    place=words,
    empty_actions=st.integers(0, 3),
    numbered_here=st.booleans(),
)
sections = st.builds(
    Section,
    number=st.from_regex(r"[1-9][0-9]?", fullmatch=True),
    title=said,
    cross_cutting=st.booleans(),
    objectives=st.lists(objectives, min_size=1, max_size=3).map(tuple),
    notes=words,
    updates=st.dictionaries(st.sampled_from(QUARTERS), said, max_size=2),
)
plan_documents = st.builds(
    PlanDocument,
    title=said,
    period=st.just("2008-2009"),
    preamble=words,
    sections=st.lists(sections, min_size=1, max_size=3, unique_by=lambda section: section.number).map(tuple),
    unread=st.lists(st.builds(Unread, said, said, said), max_size=2).map(tuple),
    layout=st.just(Layout((("ref", "JAG ref"), ("objective", "Objective")))),
)

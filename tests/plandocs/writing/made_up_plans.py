"""Plans to write: one by hand with every kind of cell, and a strategy that makes more. Everybody in them is made up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from frankpledge.plandocs.model import QUARTERS, Action, Objective, Party, PartyKind, PlanDocument, Section

EVERY_KIND_OF_CELL = PlanDocument(
    title="Community Safety Action Plan 2008-2009 - DRAFT",
    period="2008-2009",
    preamble="There are two sections.\n\nThe plan will be a living document.",
    sections=(
        Section(
            "1",
            "IMPROVE FEELINGS OF SAFETY",
            objectives=(
                Objective(
                    "1.1",
                    "Reduce acquisitive crime \u2013 viz:\n- Vehicle crime\n- Dwelling burglary",
                    actions=(
                        Action("Hold at least two public meetings"),
                        Action("Implement protocol for notices (TBC)", tentative=True),
                        Action("Referrals to:", children=(Action("DIP"), Action("Housing providers"))),
                    ),
                    leads=(Party(PartyKind.NAMED, ("EHC", "Police"), "EHC, Police"),),
                    groups=(Party(PartyKind.NOT_APPLICABLE, (), "N/A"),),
                    updates={"Q1": "One meeting held & reported."},
                ),
                Objective(
                    "1.2",
                    "Target hotspots",
                    target="A reduction of 5% on the year before",
                    leads=(Party(PartyKind.COLLECTIVE, ("Partnership",), "Partnership"),),
                    groups=(Party(PartyKind.DELEGATED, ("JAG",), "Assigned by JAG"),),
                ),
            ),
        ),
        Section(
            "2",
            "CROSS CUTTING THEME \u2013 ALCOHOL AND DRUGS",
            cross_cutting=True,
            objectives=(
                Objective(
                    "2.1",
                    "Set up a working group",
                    actions=(Action("Hold a first meeting"),),
                    leads=(Party(PartyKind.BLANK),),
                    groups=(Party(PartyKind.NAMED, ("NTE", "ASB"), "NTE, ASB"),),
                ),
            ),
        ),
    ),
)

# Signs that some kind of file takes for its own, in the middle of words.
_LETTERS = "abcdefghijklmnopqrstuvwxyzŵéß0123456789"
_SIGNS = "&<>|*_`\\[]~#=+@'\"%£"
_word = st.text(_LETTERS, min_size=2, max_size=9).map(lambda word: f"x{word}")
_awkward = st.tuples(_word, st.sampled_from(_SIGNS), _word).map("".join)
sentences = st.lists(st.one_of(_word, _awkward), min_size=1, max_size=9).map(lambda words: f"Hold {' '.join(words)}")
_names = st.lists(st.sampled_from(["EHC", "Police", "Probation", "IYSS"]), min_size=1, max_size=3, unique=True)
_groups = st.lists(st.sampled_from(["Comms", "ASB", "NTE", "PPO Group"]), min_size=1, max_size=3, unique=True)


def _parties(names: st.SearchStrategy[list[str]]) -> st.SearchStrategy[tuple[Party, ...]]:
    named = names.map(lambda found: Party(PartyKind.NAMED, tuple(found), ", ".join(found)))
    others = st.sampled_from(
        [
            Party(PartyKind.BLANK),
            Party(PartyKind.NOT_APPLICABLE, (), "N/A"),
            Party(PartyKind.DELEGATED, ("JAG",), "Assigned by JAG"),
            Party(PartyKind.COLLECTIVE, ("Partnership",), "Partnership"),
        ]
    )
    return st.one_of(named, others).map(lambda party: (party,))


def _with_bullets(sentence: str, bullets: list[str], under: list[str], after: list[str]) -> str:
    """A sentence, bullets, bullets under the last of them, and words after the list."""
    deeper = [f"  - {bullet}" for bullet in under if bullets]
    return "\n".join([sentence, *(f"- {bullet}" for bullet in bullets), *deeper, *after])


_few = st.lists(sentences, max_size=2)
_maybe = st.one_of(st.just(""), sentences)
_actions = st.builds(
    Action,
    sentences,
    children=st.lists(st.builds(Action, sentences), max_size=2).map(tuple),
)
_objectives = st.builds(
    Objective,
    ref=st.just(""),
    objective=st.builds(_with_bullets, sentences, _few, _few, st.lists(sentences, max_size=1)),
    actions=st.lists(_actions, max_size=3).map(tuple),
    target=_maybe,
    indicator=_maybe,
    timescale=_maybe,
    status=_maybe,
    other=st.dictionaries(st.sampled_from(["Cost", "Ward"]), sentences, max_size=2),
    leads=_parties(_names),
    groups=_parties(_groups),
    updates=st.dictionaries(st.sampled_from(QUARTERS), sentences, max_size=4),
)


@st.composite
def plans(draw: st.DrawFn) -> PlanDocument:
    """A plan of up to three sections, numbered as plans are."""
    sections = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        rows = draw(st.lists(_objectives, min_size=1, max_size=3))
        title = draw(st.sampled_from(["ANTI-SOCIAL BEHAVIOUR", "YOUTH ENGAGEMENT", "Safer streets & parks"]))
        numbered = tuple(replace(row, ref=f"{number}.{at}") for at, row in enumerate(rows, start=1))
        sections.append(Section(str(number), title, objectives=numbered))
    return PlanDocument("Community Safety Action Plan 2008-2009", "2008-2009", sections=tuple(sections))


def many_times(plan: PlanDocument, times: int) -> PlanDocument:
    """A plan whose sections each have so many times their rows."""
    sections = tuple(
        Section(section.number, section.title, objectives=section.objectives * times) for section in plan.sections
    )
    return PlanDocument(plan.title, plan.period, sections=sections)

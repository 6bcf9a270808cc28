"""The words partnerships put over their columns, as data: each plain heading with what the column says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum

from frankpledge.plandocs.quarters import is_beside, quarter_of
from frankpledge.plandocs.wording import plain


class Says(StrEnum):
    """What a column says. The first group are fields of an objective; the second are decided beside other columns."""

    REF = "ref"
    OBJECTIVE = "objective"
    ACTIONS = "actions"
    TARGET = "target"
    INDICATOR = "indicator"
    LEADS = "leads"
    GROUPS = "groups"
    PEOPLE = "people"
    TIMESCALE = "timescale"
    STATUS = "status"
    UPDATES = "updates"
    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    SECTION = "section"
    SECTION_NOTES = "section notes"  # said of the whole section, on one of its rows
    OTHER = "other"  # known, and kept as it is
    IGNORE = "ignore"  # the partnership said so
    UNKNOWN = ""

    AIM = "aim"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    THEME = "theme"
    STEP = "step"
    MILESTONE = "milestone"
    RESPONSIBLE = "responsible"
    FOREIGN = "foreign"  # seen in contents, glossaries, contact lists, risk registers: not a plan's own


_WORDS: dict[Says, str] = {
    Says.REF: """
        ref | refs | reference | ref no | ref number | reference number | no | number | jag ref | plan ref |
        action ref | objective ref | objective no | objective number | action no | action number | item | item no |
        id | code | priority ref | task ref | laa ref | s no
    """,
    Says.OBJECTIVE: """
        objective | objectives | smart objective | specific objective | key objective | our objective |
        what we want to achieve | what do we want to achieve | what we will achieve |
        what are we trying to achieve | objective what we want to achieve | operational objective | project |
        project name | initiative
    """,
    Says.AIM: """
        aim | aims | strategic objective | strategic objectives | strategic aim | goal | goals | strategic goal |
        overall aim | aim objective | aims and objectives | ambition | commitment | we will
    """,
    Says.PRIORITY: """
        priority | priorities | priority area | strategic priority | key priority | csp priority | priority theme |
        issue
    """,
    Says.OUTCOME: """
        outcome | outcomes | intended outcome | desired outcome | expected outcome | outcome sought | key outcome |
        what difference will it make | what will success look like | impact sought | outcomes and impact
    """,
    Says.THEME: """
        theme | themes | strand | workstream | work stream | section | area | area of work | category | heading |
        thematic area
    """,
    Says.ACTIONS: """
        action | actions | key action | key actions | action required | actions required | action to be taken |
        proposed action | actions to be taken | planned action | what we will do | what will we do |
        what are we going to do | how | how we will do it | how will we do it | how will we achieve it |
        how we will achieve this | delivery | what | description of action | action description | specific action |
        action point | interventions | intervention | response | actions we will take | delivery action |
        action activity
    """,
    Says.STEP: """
        activity | activities | key activity | key activities | task | tasks | key tasks | step | steps |
        sub action | sub actions | key activities and tasks | work planned | deliverables | deliverable | output |
        outputs
    """,
    Says.TARGET: """
        target | targets | target and performance indicator | targets and performance indicators | target outcome |
        target and measure | target measure | targets and measures | target and indicator | annual target |
        target for year | year end target | measure and target | measures and targets | measure target |
        performance target | indicator and target | kpi target | performance indicator and target | target pi
    """,
    Says.INDICATOR: """
        indicator | indicators | performance indicator | performance indicators | pi | kpi | kpis | measure |
        measures | performance measure | performance measures | success measure | success measures |
        success criteria | measure of success | measures of success | how will we measure success |
        how we will measure success | how will we know | how we will know | how will success be measured |
        how will it be measured | evidence of success | key performance indicator | outcome measure |
        key performance indicators | outcome measures | monitoring | how measured | measured by |
        success indicators | output measure
    """,
    Says.MILESTONE: """
        milestone | milestones | key milestone | key milestones
    """,
    Says.LEADS: """
        lead agency | lead agencies | lead organisation | lead organisations | lead partner | lead partners |
        lead body | agency | agencies | lead | leads | led by | lead department | lead service |
        lead responsibility | lead agency partner | organisation | partner lead | lead agency agencies |
        agency responsible | lead authority | lead and partners | lead agencies and partners |
        lead organisation partner
    """,
    Says.RESPONSIBLE: """
        who | by whom | who will do it | who by | responsible | responsibility | responsible person |
        responsible agency | responsible body | responsible partner | owner | owners | action owner |
        person responsible | accountable | who is responsible | who will lead | who is going to do it |
        responsible organisation | who leads | responsible lead | delivered by | resp
    """,
    Says.GROUPS: """
        lead action group | lead action groups | action group | lead group | lead groups | delivery group |
        theme group | sub group | subgroup | responsible group | task group | working group | group |
        lead delivery group | governance | governance group | delivery board | task and finish group |
        lead sub group | action groups | board
    """,
    Says.PEOPLE: """
        lead officer | lead officers | officer | named lead | lead person | named officer | responsible officer |
        lead name | contact officer | lead contact | contact | key contact | officer responsible |
        lead officers name | named person | action lead | theme lead | priority lead | project lead |
        lead individual
    """,
    Says.TIMESCALE: """
        timescale | timescales | time scale | timeframe | time frame | timing | by when | when | deadline | due |
        due date | date | target date | completion date | end date | completion | date due | timeline | when by |
        when will it be done | when will we do it | start date | delivery date | date for completion |
        target completion date | complete by | review date | timescale deadline | by
    """,
    Says.STATUS: """
        rag | rag status | rag rating | status | rating | progress rag | current status | traffic light | brag |
        brag status | action status | current rag | state | on track | performance rag | progress rating |
        status rag
    """,
    Says.UPDATES: """
        update | updates | progress | commentary | comments | comment | progress update | latest update |
        progress to date | latest position | current position | quarterly update | narrative | position |
        performance commentary | progress made | progress and comments | update on progress | quarterly progress |
        progress notes | what we have done | update comments | progress report | status update | performance |
        achievements | year end update | mid year update | progress commentary | rag and commentary |
        what has been done | latest progress
    """,
    Says.OTHER: """
        notes | note | resources | resource | resources required | risks | risk | budget | cost | costs | funding |
        finance | partners | partner agencies | supporting partners | support | other agencies |
        delivery partners | partners involved | supporting agencies | funding source | links | link to |
        linked plans | evidence | rationale | why | baseline | geography | location | ward | dependencies |
        barriers | risks and issues | supporting agency | partner agency | key partners | background |
        partnership funding | invoices paid | project cost | why is this a priority | other partners |
        links to other plans | cross reference | equalities | next steps | lessons learned | other lead agencies |
        support agencies | lead department contact
    """,
    Says.SECTION_NOTES: """
        section notes | notes on the section
    """,
    Says.FOREIGN: """
        page | page no | page number | telephone | phone | tel | email | e mail | e mail address | email address |
        address | term | abbreviation | acronym | meaning | definition | stands for | glossary | likelihood |
        impact | mitigation | version | author | amendment | version number | job title | role | post | full name |
        chapter | in full | explanation | postcode | mobile | website | attendees | apologies | membership |
        member | offence | offence type | crime type | change | percentage change | recorded crime | approved by |
        changes made
    """,
}

KNOWN: dict[str, Says] = {
    " ".join(heading.split()): says for says, headings in _WORDS.items() for heading in headings.split("|")
}

# For headings that say a little more than the list does; tried in this order.
_PATTERNS: tuple[tuple[Says, re.Pattern[str]], ...] = tuple(
    (says, re.compile(pattern))
    for says, pattern in (
        (Says.TIMESCALE, r"\b(timescales?|deadline|by when|due date|target date|completion date)\b"),
        (Says.TARGET, r"\btargets?\b.*\b(indicators?|measures?)\b|\b(indicators?|measures?)\b.*\btargets?\b"),
        (Says.PEOPLE, r"\b(lead|responsible|named|contact) (officer|person|name)s?\b"),
        (Says.GROUPS, r"\b(lead|action|delivery|responsible|theme|sub|working) groups?\b"),
        (
            Says.LEADS,
            r"\b(lead|responsible) (agenc(y|ies)|organisations?|partners?|bod(y|ies)|departments?|services?)\b",
        ),
        (Says.STATUS, r"\bb?rag\b|\btraffic light\b"),
        (Says.INDICATOR, r"\b(performance|success|outcome|output) (indicators?|measures?|criteria)\b|\bkpis?\b"),
        (Says.UPDATES, r"^(progress|update|commentary)\b|\b(update|commentary|progress)$"),
        (Says.REF, r"\bref( no)?$"),
        (Says.ACTIONS, r"^(key |main |specific |planned |proposed |agreed )?actions?\b|\bactions?$"),
        (Says.OBJECTIVE, r"^(key |main |specific )?objectives?\b|\bobjectives?$"),
        (Says.TARGET, r"^targets? (for|by|in)\b|\btarget$"),
        (Says.RESPONSIBLE, r"^who\b|\bresponsib(le|ility)\b"),
    )
)

LONGEST_HEADING = 90


def recognise(heading: str, mapping: Mapping[str, str]) -> Says:
    """What a column under this heading says; ``mapping`` is what the partnership told us before.

    >>> recognise("Lead Action Group(s)", {}), recognise("Jul-Sep", {}), recognise("Zebra", {"zebra": "target"})
    (<Says.GROUPS: 'groups'>, <Says.Q2: 'Q2'>, <Says.TARGET: 'target'>)
    """
    text = plain(heading)
    if not text or len(heading) > LONGEST_HEADING:
        return Says.UNKNOWN
    if text in mapping:
        return _told(mapping[text])
    if text in KNOWN:
        return KNOWN[text]
    if quarter := quarter_of(heading):
        return Says(quarter)
    return next((says for says, pattern in _PATTERNS if pattern.search(text)), Says.UNKNOWN)


def _told(name: str) -> Says:
    try:
        return Says(name) if name else Says.OTHER
    except ValueError:
        return Says.OTHER


def is_quarter_beside(heading: str) -> bool:
    """Whether it is a quarter's RAG, target or figure rather than its update."""
    return bool(quarter_of(heading)) and is_beside(heading)


_SUGGESTED = {Says.AIM: "objective", Says.PRIORITY: "objective", Says.OUTCOME: "objective", Says.THEME: "section"}
_SUGGESTED |= {Says.STEP: "actions", Says.MILESTONE: "target", Says.RESPONSIBLE: "leads", Says.FOREIGN: ""}


def suggest(heading: str) -> str:
    """The field an unknown heading most resembles, or "".

    >>> suggest("Lead agancy")
    'leads'
    """
    near = get_close_matches(plain(heading), KNOWN, n=1, cutoff=0.8)
    says = KNOWN[near[0]] if near else _by_word(plain(heading))
    return _SUGGESTED.get(says, "" if says is Says.OTHER else says.value)


def _by_word(text: str) -> Says:
    """The meaning of the last of its words that is a heading by itself."""
    return next((KNOWN[word] for word in reversed(text.split()) if word in KNOWN and len(word) > 3), Says.UNKNOWN)

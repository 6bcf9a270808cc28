"""What was drafted for cells, what has come since, and which drafted sentences a text still says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.quarters.drafting import News, Sentence, Wanted, news_since, sentences_of, text_of
from frankpledge.quarters.evidence import Record
from frankpledge.quarters.models import Draft, DraftedSentence


@dataclass(frozen=True, slots=True)
class Drafted:
    """The newest draft of a cell, and what is new since it was made."""

    sentences: tuple[Sentence, ...] = ()
    made_at: datetime | None = None  # none: nothing was drafted yet
    news: tuple[News, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.sentences)

    @property
    def fresh(self) -> tuple[Record, ...]:
        """The records that came since, each once."""
        return tuple({record.url: record for each in self.news for record in each.records}.values())


def wanted_of(plan: Plan, quarter: str, objectives: Iterable[int], *, on: date) -> Wanted:
    """The question to the rooms."""
    return Wanted(plan, quarter, frozenset(objectives), *quarter_days(plan, quarter), on)


def newest_drafts(objectives: Iterable[int], quarter: str) -> dict[int, Drafted]:
    """The newest draft of each cell that has one: two queries."""
    newest: dict[int, Draft] = {}
    for row in Draft.objects.filter(objective__in=list(objectives), quarter=quarter).order_by("pk"):
        newest[row.objective_id] = row
    of_draft = {row.pk: row.objective_id for row in newest.values()}
    said: dict[int, list[Sentence]] = {}
    for each in DraftedSentence.objects.filter(draft__in=list(of_draft)):
        said.setdefault(of_draft[each.draft_id], []).append(sentence_of(each))
    return {pk: Drafted(tuple(said.get(pk, ())), row.made_at) for pk, row in newest.items()}


def drafted(plan: Plan, quarter: str, objectives: Iterable[int], *, on: date) -> dict[int, Drafted]:
    """Each cell's newest draft with what came since; of a cell without one, everything there is to say is new."""
    asked = list(objectives)
    now = sentences_of(wanted_of(plan, quarter, asked, on=on))
    had = newest_drafts(asked, quarter)
    return {
        pk: Drafted(draft.sentences, draft.made_at, news_since(draft.sentences, now[pk]))
        for pk in asked
        for draft in [had.get(pk, Drafted())]
    }


def said_in(texts: Mapping[int, str], quarter: str) -> dict[int, tuple[Sentence, ...]]:
    """Of each objective's text the drafted sentences, of any draft of its cell, that it still says; in its order."""
    said: dict[int, dict[str, Sentence]] = {pk: {} for pk in texts}
    wanted = [pk for pk, text in texts.items() if text.strip()]
    rows = DraftedSentence.objects.filter(draft__objective__in=wanted, draft__quarter=quarter).order_by("pk")
    for row in rows.select_related("draft"):
        said[row.draft.objective_id][row.words] = sentence_of(row)
    return {
        pk: tuple(
            sorted((each for each in said[pk].values() if each.stands_in(text)), key=lambda each: text.find(each.words))
        )
        for pk, text in texts.items()
    }


def sentence_of(row: DraftedSentence) -> Sentence:
    """A kept sentence as the rooms said it."""
    records = tuple(Record(words, url) for words, url in row.records)
    return Sentence(row.key, row.words, records, row.is_gap)


def first_words_of(objective: Objective, quarter: str) -> str:
    """What the cell's page begins with where nobody has written: its newest draft."""
    return newest_drafts([objective.pk], quarter).get(objective.pk, Drafted()).text

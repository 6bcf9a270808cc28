"""One question to the store and its answer as plain data: the one path of page, file, API, report and command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from frankpledge.crimestore import Answer, Question, Store
from frankpledge.insight.asking import kept
from frankpledge.partners.models import Partnership

NAME = "counts"


def counts(
    partnership: Partnership,
    *,
    definition: str,
    area: str = "",
    by: Sequence[str] = ("month",),
    from_month: str | None = None,
    to_month: str | None = None,
    source: str = "",
    measure: str = "count",
    now: datetime,
) -> dict[str, Any]:
    """What the store answers, as plain JSON. ``area`` is a code or a name, "" for all that is loaded; ``measure`` is
    "count", or "rate" for records per 1,000 residents as well.

    Keys: ``rows`` (the groupings of ``by`` and ``count``), ``total``, ``months`` (those loaded), ``cautions`` (``code``
    and ``words``), ``files``, ``definition`` ("tarantula@1") and ``definition_title``, ``source``, ``as_of``,
    ``licences``, ``excluded``, ``statement``. Raises StoreRefused, as the store does.
    """
    asked = {
        "definition": definition, "area": area, "by": list(by), "from_month": from_month, "to_month": to_month,
        "source": source, "measure": measure,
    }  # fmt: skip
    return kept(partnership, NAME, asked, work, now=now)


def question_of(asked: Mapping[str, Any]) -> Question:
    """The same in the store's own words."""
    return Question(
        definition=asked["definition"], areas=(asked["area"],) if asked["area"] else (), by=tuple(asked["by"]),
        from_month=asked["from_month"], to_month=asked["to_month"], source=asked["source"], measure=asked["measure"],
    )  # fmt: skip


def work(store: Store, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Ask, and put the answer into plain words."""
    answer = store.ask(question_of(asked))
    area = store.area(asked["area"]) if asked["area"] else None
    return {
        "area": area.code if area else "",
        "area_name": area.name if area else "",
        **plain(answer),
        "definition_title": store.definition(answer.definition).title,
    }


def plain(answer: Answer) -> dict[str, Any]:
    """An answer as JSON, with where it came from. Who loaded a file is left to the page of files."""
    told = answer.provenance
    return {
        "rows": [dict(row) for row in answer.rows],
        "by": list(answer.by),
        "measure": answer.measure,
        "total": answer.total,
        "months": list(answer.months),
        "definition": answer.definition,
        "source": told.source,
        "cautions": [{"code": one.code, "words": one.words} for one in answer.cautions],
        "excluded": dict(answer.excluded),
        "files": [
            {"name": file.name, "sha256": file.sha256, "source": file.source, "force": file.force,
             "month": file.month, "row_count": file.row_count, "reject_count": file.reject_count,
             "licence": file.licence, "loaded_at": file.loaded_at.isoformat()}
            for file in told.files
        ],
        "licences": list(told.licences),
        "area_editions": list(told.area_editions),
        "as_of": told.data_as_of.isoformat() if told.data_as_of else None,
        # Without its number, its reason and who decided: an extract's are for those who may read its records.
        "decisions": [
            {"source": one.source, "force": one.force, "month": one.month, "words": one.in_words().partition(" (")[0]}
            for one in told.decisions
        ],
        "engine": told.engine,
        "statement": told.statement,
    }  # fmt: skip

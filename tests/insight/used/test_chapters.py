"""An assessment's chapters are frozen from the store: reproducible, with their files, and without small counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from frankpledge.insight import chapters
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.store import open_store
from frankpledge.strategy.chapters import chapter_named
from frankpledge.strategy.models import Assessment
from tests.insight.used.scenes import ALL, load
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
YEAR = ALL[12:36]  # 2007 and 2008
SLUGS = [slug for slug, *_ in chapters.OFFERED]


def assessment(cast: Cast) -> Assessment:
    """Of calendar 2008."""
    return Assessment.objects.create(
        partnership=cast.partnership, title="Assessment 2008", starts_on=date(2008, 1, 1), ends_on=date(2008, 12, 31),
        created_at=NOW, changed_at=NOW,
    )  # fmt: skip


def frozen(cast: Cast, slug: str, now: object = NOW) -> dict[str, object] | None:
    chapter = chapter_named(slug)
    assert chapter is not None
    found = chapter.freeze(assessment(cast), now)  # type: ignore[arg-type]
    return found.as_json() if found else None


def test_the_same_store_gives_the_same_chapters_and_each_names_its_files(east: Cast) -> None:
    load(east, YEAR, extract=False)
    for slug in SLUGS:
        first, later = frozen(east, slug), frozen(east, slug, NOW + timedelta(days=30))

        assert first is not None, slug
        assert first == later
        assert first["as_of"] == "2008-12-31"
        assert "2008-12-marchshire-street.csv" in str(first["note"])
        assert "made up" in str(first["note"])


def test_a_changed_store_gives_another_chapter(east: Cast) -> None:
    load(east, YEAR, extract=False)
    before = frozen(east, "crime-by-ward")
    with open_store(east.partnership) as store:
        store.forget("street", from_month="2008-12", now=NOW)

    after = frozen(east, "crime-by-ward")

    assert after != before
    assert after is not None
    assert "Not loaded, and not in these figures: December 2008." in str(after["note"])


def test_no_small_count_is_in_a_chapter(east: Cast) -> None:
    load(east, YEAR, extract=False)
    wards = frozen(east, "crime-by-ward")
    kinds = frozen(east, "crime-by-kind")
    assert wards is not None
    assert kinds is not None

    cells = [cell for row in wards["rows"] for cell in row[1:]]  # type: ignore[attr-defined]
    cells += [cell for row in kinds["rows"] for cell in row[1:3]]  # type: ignore[attr-defined]

    counts = [int(cell.replace(",", "")) for cell in cells if cell[0].isdigit()]
    assert counts
    assert min(count for count in counts if count) >= 5
    assert chapters.guarded(4) == "fewer than 5"


def test_what_changed_says_how_many_comparisons_were_made(east: Cast) -> None:
    load(east, YEAR, extract=False)

    said = frozen(east, "crime-changed")

    assert said is not None
    found = changed(east.partnership, now=NOW, period="12-months:2008-12")
    assert f"{found.checked_count} comparisons" in str(said["note"])


def test_an_empty_store_has_no_chapter(east: Cast) -> None:
    assert [frozen(east, slug) for slug in SLUGS] == [None] * len(SLUGS)

"""An assessment grows out of the law's sections, and nobody approves it while one is empty or who alone wrote it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import NotAllowed
from frankpledge.strategy.changes.approving import approve_assessment, publish_assessment, reopen_assessment
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment, write_paper, write_section
from frankpledge.strategy.changes.community import ViewWords, add_theme, code_view, record_view
from frankpledge.strategy.changes.findings import (
    EvidenceWords,
    add_evidence,
    freeze_evidence,
    remove_finding,
)
from frankpledge.strategy.changes.holding import StrategyRefused
from frankpledge.strategy.changes.priorities import Grounds
from frankpledge.strategy.models import Assessment, View
from frankpledge.strategy.queries.completeness import completeness_of
from frankpledge.strategy.queries.voices import voices_of
from frankpledge.strategy.sealing import sealed
from frankpledge.strategy.statutory import assessment_sections, jurisdiction_of, strategy_parts
from tests.people import NOW, Cast
from tests.strategy.sowing import complete, finding, four_by_four, furnish, priority, problem, score

pytestmark = pytest.mark.django_db
ON = NOW.date()


def test_the_sections_are_those_of_the_law_of_the_day_and_the_country() -> None:
    assert [duty.key for duty in assessment_sections(date(2008, 3, 31))] == [
        "levels_and_patterns", "changes", "last_plan", "priorities", "community_views",
    ]  # fmt: skip
    assert assessment_sections(date(2007, 7, 31)) == ()
    assert assessment_sections(date(2007, 9, 1), "Wales") == ()
    assert {duty.source for duty in assessment_sections(date(2008, 3, 31), "Wales")} == {"SI 2007/3076"}
    assert jurisdiction_of("W06000015") == "Wales"


def test_a_copy_to_the_policing_body_is_asked_for_only_from_the_day_the_law_did() -> None:
    assert "copy" not in {duty.key for duty in strategy_parts(date(2011, 4, 1))}
    assert "copy" in {duty.key for duty in strategy_parts(date(2013, 4, 1))}


def test_an_assessment_begins_with_every_section_empty_and_says_what_to_do(east: Cast) -> None:
    room = furnish(east)

    whole = completeness_of(room.assessment)

    assert whole.filled_count == 0
    assert [each.words for each in whole.missing if each.name == "Levels and patterns"] == ["Nothing is written."]
    assert all(each.do for each in whole.missing)


def test_an_assessment_of_a_year_before_the_law_is_refused(east: Cast) -> None:
    room = furnish(east)

    words = AssessmentWords("Old", date(1990, 1, 1), date(1990, 12, 31))

    with pytest.raises(StrategyRefused, match="No law"):
        begin_assessment(words=words, by=room.analyst, now=NOW)


def test_each_empty_section_blocks_approval_in_words(east: Cast) -> None:
    room = furnish(east)

    with pytest.raises(StrategyRefused) as refusal:
        approve_assessment(assessment=room.assessment, note="", version=1, by=room.board, now=NOW)

    for duty in assessment_sections(room.assessment.ends_on):
        assert duty.name in str(refusal.value)


@pytest.mark.parametrize("key", [duty.key for duty in assessment_sections(date(2026, 3, 31))])
def test_one_section_emptied_is_enough_to_block(east: Cast, key: str) -> None:
    room = complete(furnish(east))
    section = room.assessment.sections.get(key=key)
    write_section(section=section, text=" ", version=section.version, by=room.analyst, now=NOW)

    with pytest.raises(StrategyRefused, match="cannot be approved"):
        approve_assessment(assessment=room.assessment, note="", version=1, by=room.board, now=NOW)


def test_a_complete_assessment_is_approved_frozen_and_sealed(east: Cast) -> None:
    room = complete(furnish(east))

    done = approve_assessment(assessment=room.assessment, note="Agreed", version=1, by=room.board, now=NOW)

    done.refresh_from_db()
    assert done.state == Assessment.State.APPROVED
    assert done.sha256 == sealed(done.frozen)
    assert done.frozen["sections"][0]["text"] == "Words"
    assert Entry.objects.filter(event="assessment.approved").count() == 1


def test_whoever_alone_wrote_it_cannot_approve_it(east: Cast) -> None:
    room = complete(furnish(east))
    Assessment.objects.filter(pk=room.assessment.pk).update(written_by=[room.board.audit_key])

    with pytest.raises(StrategyRefused, match="You alone wrote"):
        approve_assessment(assessment=room.assessment, note="", version=1, by=room.board, now=NOW)


def test_those_who_may_not_approve_are_refused(east: Cast) -> None:
    room = complete(furnish(east))

    with pytest.raises(NotAllowed):
        approve_assessment(assessment=room.assessment, note="", version=1, by=room.analyst, now=NOW)


def test_an_approved_assessment_does_not_change_until_it_is_opened_again_with_a_reason(east: Cast) -> None:
    room = complete(furnish(east))
    approve_assessment(assessment=room.assessment, note="", version=1, by=room.board, now=NOW)
    section = room.assessment.sections.first()
    assert section is not None

    with pytest.raises(StrategyRefused, match="stays as it was approved"):
        write_section(section=section, text="Other", version=section.version, by=room.analyst, now=NOW)
    with pytest.raises(StrategyRefused, match="why"):
        reopen_assessment(assessment=room.assessment, reason=" ", by=room.board, now=NOW)
    reopen_assessment(assessment=room.assessment, reason="A figure was wrong", by=room.board, now=NOW)
    section.refresh_from_db()

    assert write_section(section=section, text="Other", version=section.version, by=room.analyst, now=NOW).text


def test_only_what_is_approved_is_published_and_not_before(east: Cast) -> None:
    room = complete(furnish(east))
    with pytest.raises(StrategyRefused, match="not approved"):
        publish_assessment(assessment=room.assessment, on=ON, by=room.analyst, now=NOW)
    approve_assessment(assessment=room.assessment, note="", version=1, by=room.board, now=NOW)

    with pytest.raises(StrategyRefused, match="before it was approved"):
        publish_assessment(assessment=room.assessment, on=date(2026, 1, 1), by=room.analyst, now=NOW)
    done = publish_assessment(assessment=room.assessment, on=ON, by=room.analyst, now=NOW)

    assert done.state == Assessment.State.PUBLISHED


def test_two_who_write_one_section_lose_nothing(east: Cast) -> None:
    room = furnish(east)
    section = room.assessment.sections.first()
    assert section is not None
    write_section(section=section, text="Mine", version=1, by=room.analyst, now=NOW)

    with pytest.raises(EditedMeanwhile):
        write_section(section=section, text="Yours", version=1, by=room.by("manager"), now=NOW)


def test_four_papers_add_up_to_the_year_and_an_unfinished_one_fills_nothing(east: Cast) -> None:
    room = furnish(east, way="quarterly")
    papers = list(room.assessment.papers.all())
    keys = [section.key for section in room.assessment.sections.all()]
    assert [paper.quarter for paper in papers] == ["Q1", "Q2", "Q3", "Q4"]

    for paper, key, finished in zip(papers, keys, (True, True, True, False), strict=False):
        write_paper(
            paper=paper, title="", focus="Burglary", parts={key: "In depth"}, finished_on=ON if finished else None,
            version=1, by=room.analyst, now=NOW,
        )  # fmt: skip
    whole = completeness_of(room.assessment)

    written = {state.row.key for state in whole.sections if state.text}
    assert written == set(keys[:3])
    assert "The paper of Q4" in {each.name for each in whole.missing}
    assert "Nothing is written, and no finished paper fills it." in {each.words for each in whole.missing}


def test_a_paper_is_not_finished_before_it_looks_at_something_and_fills_something(east: Cast) -> None:
    room = furnish(east, way="quarterly")
    paper = room.assessment.papers.get(quarter="Q1")

    with pytest.raises(StrategyRefused, match="in depth"):
        write_paper(paper=paper, title="", focus="", parts={}, finished_on=ON, version=1, by=room.analyst, now=NOW)


def test_a_figure_is_no_evidence_without_its_source_and_day(east: Cast) -> None:
    room = furnish(east)
    row, by = finding(room), room.analyst

    with pytest.raises(StrategyRefused, match="where it comes from"):
        add_evidence(finding=row, words=EvidenceWords("figure", "Thefts", Decimal(212)), by=by, now=NOW)
    add_evidence(
        finding=row, words=EvidenceWords("figure", "Thefts", Decimal(212), "thefts", "Police", ON), by=by, now=NOW
    )

    assert row.evidence.count() == 1


def test_a_document_is_kept_as_evidence_by_those_who_write_the_assessment(east: Cast) -> None:
    room = furnish(east)
    row = finding(room)

    made = add_evidence(
        finding=row, words=EvidenceWords("document", "A report"), file=("report.pdf", b"%PDF-1.7"),
        by=room.analyst, now=NOW,
    )  # fmt: skip

    assert made.document is not None
    assert bytes(made.document.content) == b"%PDF-1.7"


def test_a_frozen_table_stays_as_it_was_when_its_records_change(east: Cast) -> None:
    room = furnish(east)
    version, one = four_by_four(room), problem(room)
    score(room, one, "manager", 2, 2)
    row = finding(room)

    made = freeze_evidence(finding=row, chapter="rank-list", words="", by=room.analyst, now=NOW)
    score(room, one, "analyst", 4, 4)
    made.refresh_from_db()

    assert made.snapshot["rows"] == [["1", "Theft from cars", "1", "4", "One scorer"]]
    assert made.sha256 == sealed(made.snapshot)
    assert version.scores.count() == 2


def test_there_is_nothing_to_freeze_where_a_room_knows_nothing(east: Cast) -> None:
    room = furnish(east)

    with pytest.raises(StrategyRefused, match="nothing there yet"):
        freeze_evidence(finding=finding(room), chapter="last-plan", words="", by=room.analyst, now=NOW)


def test_a_finding_a_priority_rests_on_is_not_taken_away(east: Cast) -> None:
    room = furnish(east)
    row = finding(room)
    priority(room, grounds=Grounds([row]))

    with pytest.raises(StrategyRefused, match="rests on this finding"):
        remove_finding(finding=row, version=1, by=room.analyst, now=NOW)


def test_a_view_that_names_somebody_is_refused_before_it_is_stored(east: Cast) -> None:
    room = furnish(east)

    words = ViewWords("A meeting", ON, "PC Smith never comes")

    with pytest.raises(StrategyRefused, match="PC Smith"):
        record_view(assessment=room.assessment, words=words, by=room.analyst, now=NOW)

    assert not View.objects.exists()


def test_views_are_counted_by_theme_and_each_once_in_the_total(east: Cast) -> None:
    room = furnish(east)
    speeding = add_theme(name="Speeding", about="", by=room.analyst, now=NOW)
    litter = add_theme(name="Litter", about="", by=room.analyst, now=NOW)
    both = record_view(
        assessment=room.assessment, words=ViewWords("A", ON, "Cars and cans", people_count=5), by=room.analyst, now=NOW
    )
    record_view(assessment=room.assessment, words=ViewWords("B", ON, "Not sure"), by=room.analyst, now=NOW)
    code_view(view=both, themes=[speeding, litter], by=room.by("manager"), now=NOW)

    voices = voices_of(room.assessment)

    assert (voices.view_count, voices.people_count, voices.uncoded_count) == (2, 6, 1)
    assert {count.theme.name: count.people_count for count in voices.themes} == {"Speeding": 5, "Litter": 5}
    both.refresh_from_db()
    assert both.coded_by == room.by("manager").audit_key

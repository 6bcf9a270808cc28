"""Problems are scored by several, ranked with ties in sight, and moved only with a reason, both ranks shown."""

from __future__ import annotations

import pytest

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.strategy.changes.assessments import choose_matrix
from frankpledge.strategy.changes.holding import StrategyRefused
from frankpledge.strategy.changes.matrices import adopt_matrix, revise_matrix
from frankpledge.strategy.changes.problems import override_rank, score_problem, withdraw_override
from frankpledge.strategy.models import Score
from frankpledge.strategy.queries.comparing import compared
from frankpledge.strategy.queries.ranking import rank_list
from tests.people import NOW, Cast
from tests.strategy.sowing import Room, four_by_four, furnish, problem, score

pytestmark = pytest.mark.django_db


def ranked(room: Room) -> list[tuple[str, int | None, str]]:
    return [(place.problem.title, place.given_rank, place.rank_words) for place in rank_list(room.assessment).places]


def test_ties_share_a_rank_and_say_so_and_what_nobody_scored_comes_last(east: Cast) -> None:
    room = furnish(east)
    four_by_four(room)
    names = ("Cars", "Homes", "Lead", "Litter")
    rows = {name: problem(room, name) for name in names}
    for name, impact, likelihood in (("Cars", 2, 3), ("Homes", 3, 2), ("Lead", 4, 4)):
        score(room, rows[name], "manager", impact, likelihood)

    assert ranked(room) == [("Lead", 1, "1"), ("Cars", 2, "2="), ("Homes", 2, "2="), ("Litter", None, "Not scored")]


def test_several_scorers_are_averaged_and_their_disagreement_is_shown(east: Cast) -> None:
    room = furnish(east)
    four_by_four(room)
    row = problem(room)
    score(room, row, "manager", 1, 4)
    score(room, row, "analyst", 4, 4)

    place = rank_list(room.assessment).place_of(row)

    assert (place.score_words, place.lowest, place.highest) == ("10", "4", "16")
    assert place.is_disputed
    assert place.agreement == "Up to 3 points apart"


def test_somebody_who_changes_their_own_score_replaces_it_and_no_one_elses(east: Cast) -> None:
    room = furnish(east)
    version = four_by_four(room)
    row = problem(room)
    score(room, row, "manager", 1, 1)
    score(room, row, "analyst", 2, 2)

    score_problem(
        problem=row, matrix=version, points={"impact": "4", "likelihood": "4"}, confidence="low", evidence="",
        version=1, by=room.by("manager"), now=NOW,
    )  # fmt: skip

    assert sorted(each.points["impact"] for each in Score.objects.all()) == ["2", "4"]
    with pytest.raises(EditedMeanwhile):
        score(room, row, "manager", 3, 3)  # as from a page that showed no score yet


def test_a_point_that_is_not_on_the_scale_is_refused(east: Cast) -> None:
    room = furnish(east)
    four_by_four(room)

    with pytest.raises(StrategyRefused, match="Choose a point for “Impact”"):
        score(room, problem(room), "manager", 9, 1)


def test_those_who_may_not_score_are_refused_and_so_is_a_command(east: Cast) -> None:
    room = furnish(east)
    version = four_by_four(room)
    row = problem(room)

    with pytest.raises(NotAllowed):
        score(room, row, "contributor", 1, 1)
    with pytest.raises(StrategyRefused, match="somebody's"):
        score_problem(
            problem=row, matrix=version, points={"impact": "1", "likelihood": "1"}, confidence="low", evidence="",
            version=0, by=access_by_command("test", east.partnership), now=NOW,
        )  # fmt: skip


def test_a_rank_is_moved_with_a_reason_and_both_are_shown_until_it_is_taken_back(east: Cast) -> None:
    room = furnish(east)
    four_by_four(room)
    first, second = problem(room, "Lead"), problem(room, "Hate crime")
    score(room, first, "manager", 4, 4)
    score(room, second, "manager", 1, 1)

    with pytest.raises(StrategyRefused, match="Say why"):
        override_rank(problem=second, rank=1, reason=" ", by=room.analyst, now=NOW)
    override_rank(problem=second, rank=1, reason="Few report it", by=room.analyst, now=NOW)

    place = rank_list(room.assessment).places[0]
    assert (place.problem, place.given_rank, place.rank) == (second, 1, 2)
    withdraw_override(problem=second, by=room.analyst, now=NOW)
    assert rank_list(room.assessment).places[0].problem == first
    assert second.overrides.count() == 1  # what was done stays on record


def test_the_others_close_up_round_a_problem_that_was_moved_and_ties_stay_ties(east: Cast) -> None:
    room = furnish(east)
    four_by_four(room)
    points = {"Robbery": (4, 4), "Lead": (3, 3), "Litter": (3, 3), "Graffiti": (2, 2), "Hate crime": (1, 1)}
    made = {title: problem(room, title) for title in points}
    for title, (impact, likelihood) in points.items():
        score(room, made[title], "manager", impact, likelihood)

    override_rank(problem=made["Hate crime"], rank=2, reason="Few report it", by=room.analyst, now=NOW)

    places = rank_list(room.assessment).places
    assert [(place.problem.title, place.given_rank, place.rank_words) for place in places] == [
        ("Robbery", 1, "1"), ("Hate crime", 2, "5"), ("Lead", 3, "2="), ("Litter", 3, "2="), ("Graffiti", 5, "4"),
    ]  # fmt: skip


def test_nobody_moves_what_nobody_scored_or_beyond_the_list(east: Cast) -> None:
    room = furnish(east)
    four_by_four(room)
    row = problem(room)

    with pytest.raises(StrategyRefused, match="no rank"):
        override_rank(problem=row, rank=1, reason="Because", by=room.analyst, now=NOW)
    score(room, row, "manager", 1, 1)
    with pytest.raises(StrategyRefused, match="from 1 to 1"):
        override_rank(problem=row, rank=2, reason="Because", by=room.analyst, now=NOW)


def test_changing_a_matrix_makes_another_version_and_leaves_scores_and_ranks_as_they_were(east: Cast) -> None:
    room = furnish(east)
    version = four_by_four(room)
    low, high = problem(room, "Low"), problem(room, "High")
    score(room, low, "manager", 1, 4)
    score(room, high, "manager", 3, 1)
    before, body = ranked(room), version.body
    changed = {**body, "how": "max"}

    made = revise_matrix(matrix=version.matrix, body=changed, why="To try", version=1, by=room.analyst, now=NOW)

    version.refresh_from_db()
    assert (made.number, version.body, ranked(room)) == (2, body, before)
    with pytest.raises(EditedMeanwhile):
        revise_matrix(matrix=version.matrix, body=body, why="", version=1, by=room.analyst, now=NOW)


def test_the_same_matrix_again_is_no_new_version(east: Cast) -> None:
    room = furnish(east)
    version = four_by_four(room)

    again = revise_matrix(matrix=version.matrix, body=version.body, why="", version=1, by=room.analyst, now=NOW)

    assert again == version


def test_another_matrix_loses_no_score_and_old_points_show_what_a_new_version_would_make_of_them(east: Cast) -> None:
    room = furnish(east)
    version = four_by_four(room)
    often, grave = problem(room, "Often"), problem(room, "Grave")
    score(room, often, "manager", 1, 4)
    score(room, grave, "manager", 3, 2)
    body = {**version.body, "how": "max"}
    made = revise_matrix(matrix=version.matrix, body=body, why="", version=1, by=room.analyst, now=NOW)

    columns = compared(room.assessment).columns
    rows = {row.problem.title: row.cells[1] for row in compared(room.assessment).rows}

    assert [column.is_borrowed for column in columns] == [False, True]
    assert (rows["Often"][0].rank, rows["Often"][1]) == (1, "up 1")
    choose_matrix(assessment=room.assessment, matrix=made, by=room.analyst, now=NOW)
    room.assessment.refresh_from_db()
    assert not rank_list(room.assessment).scored
    assert Score.objects.filter(matrix=version).count() == 2


def test_a_matrix_of_another_partnership_cannot_be_chosen(east: Cast, west: Cast) -> None:
    room, other = furnish(east), furnish(west)
    theirs = adopt_matrix(slug="four-by-four", by=other.analyst, now=NOW)

    with pytest.raises(StrategyRefused):
        choose_matrix(assessment=room.assessment, matrix=theirs, by=room.analyst, now=NOW)

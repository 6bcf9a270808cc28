"""The addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from frankpledge.quarters.views.answer import Answer
from frankpledge.quarters.views.cells import CellDecide, CellDetail, CellDraft, CellMove
from frankpledge.quarters.views.grid import QuarterGrid, QuarterGridCsv, QuarterGridJson
from frankpledge.quarters.views.looking import (
    BoardPage,
    ChangesSince,
    ChangesSinceCsv,
    ChangesSinceJson,
    GroupQuarter,
    Unanswered,
    UnansweredCsv,
    UnansweredJson,
)
from frankpledge.quarters.views.opening import QuarterEdit, QuarterOpen
from frankpledge.quarters.views.rounds import QuarterDetail, QuarterDo, QuarterList, QuarterPublish

HERE = "p/<slug:slug>/"
QUARTER = HERE + "plans/<slug:plan>/quarters/<slug:quarter>/"
CELL = HERE + "plans/<slug:plan>/objectives/<int:pk>/quarters/<slug:quarter>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("answer/<str:token>/", Answer.as_view(), name="update-answer"),
    path(HERE + "quarters/", QuarterList.as_view(), name="quarter-list"),
    path(HERE + "quarters/grid/", QuarterGrid.as_view(), name="quarter-grid"),
    path(HERE + "quarters/grid.csv", QuarterGridCsv.as_view(), name="quarter-grid-csv"),
    path(HERE + "quarters/grid.json", QuarterGridJson.as_view(), name="quarter-grid-json"),
    path(HERE + "changes/", ChangesSince.as_view(), name="changes-since"),
    path(HERE + "changes.csv", ChangesSinceCsv.as_view(), name="changes-since-csv"),
    path(HERE + "changes.json", ChangesSinceJson.as_view(), name="changes-since-json"),
    path(HERE + "groups/<int:pk>/quarter/", GroupQuarter.as_view(), name="group-quarter"),
    path(QUARTER, QuarterDetail.as_view(), name="quarter-detail"),
    path(QUARTER + "open/", QuarterOpen.as_view(), name="quarter-open"),
    path(QUARTER + "edit/", QuarterEdit.as_view(), name="quarter-edit"),
    path(QUARTER + "do/", QuarterDo.as_view(), name="quarter-do"),
    path(QUARTER + "publish/", QuarterPublish.as_view(), name="quarter-publish"),
    path(QUARTER + "board/", BoardPage.as_view(), name="board-page"),
    path(QUARTER + "unanswered/", Unanswered.as_view(), name="unanswered"),
    path(QUARTER + "unanswered.csv", UnansweredCsv.as_view(), name="unanswered-csv"),
    path(QUARTER + "unanswered.json", UnansweredJson.as_view(), name="unanswered-json"),
    path(CELL, CellDetail.as_view(), name="cell-detail"),
    path(CELL + "draft/", CellDraft.as_view(), name="cell-draft"),
    path(CELL + "move/", CellMove.as_view(), name="cell-move"),
    path(CELL + "decide/", CellDecide.as_view(), name="cell-decide"),
]

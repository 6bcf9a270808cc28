"""Addresses under “Activity”."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.delivery.carried.urls import carried_by
from frankpledge.delivery.clearing.urls import clearing_below
from frankpledge.delivery.views import (
    bringing,
    calendar,
    cards,
    clock,
    coverage,
    links,
    lists,
    map,
    meetings,
    one,
    problems,
    public,
    tasks,
    timeline,
)
from frankpledge.delivery.views.night_safe_map import NightSafeMapSheet

HERE = "p/<slug:slug>/activity/"
KIND = HERE + "<slug:kind>/"
ONE = KIND + "<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(HERE, lists.RecordList.as_view(), name="activity-list"),
    path(HERE + "as/<str:file>/", lists.RecordListFile.as_view(), name="record-every-file"),
    path(HERE + "coverage/", coverage.Coverage.as_view(), name="activity-coverage"),
    path(HERE + "coverage/as/<str:file>/", coverage.CoverageFile.as_view(), name="activity-coverage-file"),
    path(HERE + "timeline/", timeline.Timeline.as_view(), name="activity-timeline"),
    path(HERE + "map/", map.ActivityMap.as_view(), name="activity-map"),
    path(HERE + "calendar/", calendar.MonthCalendar.as_view(), name="activity-calendar"),
    path(HERE + "calendar.ics", calendar.MonthFile.as_view(), name="activity-calendar-file"),
    path(HERE + "record/", one.RecordChoose.as_view(), name="record-choose"),
    path(HERE + "tasks/", tasks.TaskList.as_view(), name="task-list"),
    path(HERE + "tasks.<slug:kind>", tasks.TaskFile.as_view(), name="task-list-file"),
    path(
        HERE + "problems/from-nomination/<int:pk>/",
        problems.ProblemFromNomination.as_view(),
        name="problem-from-nomination",
    ),
    path(HERE + "clock/", clock.ClockPage.as_view(), name="activity-clock"),
    path(HERE + "clock/as/<str:kind>/", clock.ClockFile.as_view(), name="activity-clock-file"),
    *clearing_below(HERE),
    path(KIND, lists.RecordList.as_view(), name="record-list"),
    path(KIND + "as/<str:file>/", lists.RecordListFile.as_view(), name="record-list-file"),
    path(KIND + "add/", one.RecordAdd.as_view(), name="record-add"),
    path(KIND + "bring/", bringing.RecordBring.as_view(), name="record-bring"),
    path(KIND + "brought/<int:file>/", bringing.RecordBrought.as_view(), name="record-brought"),
    path(KIND + "brought/<int:file>/start/", bringing.RecordBroughtStart.as_view(), name="record-brought-start"),
    path(KIND + "brought/<int:file>/leave/", bringing.RecordBroughtLeave.as_view(), name="record-brought-leave"),
    path(
        HERE + "communications/<int:pk>/public/",
        public.OnPublicPage.as_view(),
        {"kind": "communications"},
        name="record-public",
    ),
    path(ONE, one.RecordDetail.as_view(), name="record-detail"),
    path(ONE + "edit/", one.RecordEdit.as_view(), name="record-edit"),
    path(ONE + "link/", links.RecordLinkAdd.as_view(), name="record-link"),
    path(ONE + "link/<int:link>/remove/", links.RecordLinkRemove.as_view(), name="record-link-remove"),
    path(ONE + "agenda/fill/", meetings.AgendaFill.as_view(), name="meeting-fill"),
    path(ONE + "attendance/", meetings.AttendanceMark.as_view(), name="meeting-attendance"),
    path(ONE + "paper/send/", meetings.PaperSend.as_view(), name="meeting-send"),
    path(ONE + "paper/", meetings.MeetingPaper.as_view(), name="meeting-paper"),
    path(ONE + "paper.<slug:file>", meetings.MeetingFile.as_view(), name="meeting-file"),
    path("p/<slug:slug>/groups/<int:pk>/cadence/", meetings.CadenceEdit.as_view(), name="group-cadence"),
    path(ONE + "parts/<slug:part>/add/", one.PartAdd.as_view(), name="record-part-add"),
    path(ONE + "parts/<slug:part>/<int:line>/edit/", one.PartEdit.as_view(), name="record-part-edit"),
    path(ONE + "parts/<slug:part>/<int:line>/remove/", one.PartRemove.as_view(), name="record-part-remove"),
    path(ONE + "tasks/add/", tasks.TaskAdd.as_view(), name="task-add"),
    path(ONE + "tasks/<int:task>/edit/", tasks.TaskEdit.as_view(), name="task-edit"),
    path(ONE + "tasks/<int:task>/drop/", tasks.TaskDrop.as_view(), name="task-drop"),
    path(ONE + "tasks/<int:task>/done/", tasks.TaskDone.as_view(), name="task-done"),
    path(ONE + "sheet/", NightSafeMapSheet.as_view(), name="night-safe-map"),
    path(ONE + "cards/", cards.CardSheet.as_view(), name="record-card-sheet"),
    path(ONE + "steps/<slug:move>/", one.RecordMove.as_view(), name="record-move"),
    *carried_by(ONE),
]

"""The addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from frankpledge.measures.views.adding import IndicatorAdd, IndicatorLibrary, PlanIndicatorAdd, PlanIndicatorLibrary
from frankpledge.measures.views.definitions import (
    IndicatorBringBack,
    IndicatorEdit,
    IndicatorRetire,
    IndicatorSource,
    IndicatorSourceTold,
)
from frankpledge.measures.views.detail import IndicatorDetail, SeriesFile
from frankpledge.measures.views.lists import IndicatorCarry, IndicatorFile, IndicatorGaps, IndicatorList
from frankpledge.measures.views.values import IndicatorJudge, IndicatorRefresh, ValueEdit

PLAN = "p/<slug:slug>/plans/<slug:plan>/"
OF_OBJECTIVE = PLAN + "objectives/<int:pk>/indicators/"
INDICATORS = PLAN + "indicators/"
INDICATOR = INDICATORS + "<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(INDICATORS, IndicatorList.as_view(), name="indicator-list"),
    path(PLAN + "indicators.csv", IndicatorFile.as_view(), {"kind": "csv"}, name="indicator-list-csv"),
    path(PLAN + "indicators.json", IndicatorFile.as_view(), {"kind": "json"}, name="indicator-list-json"),
    path(INDICATORS + "gaps/", IndicatorGaps.as_view(), name="indicator-gaps"),
    path(INDICATORS + "carry/", IndicatorCarry.as_view(), name="indicator-carry"),
    path(INDICATORS + "library/", PlanIndicatorLibrary.as_view(), name="plan-indicator-library"),
    path(INDICATORS + "add/", PlanIndicatorAdd.as_view(), name="plan-indicator-add"),
    path(OF_OBJECTIVE + "library/", IndicatorLibrary.as_view(), name="indicator-library"),
    path(OF_OBJECTIVE + "add/", IndicatorAdd.as_view(), name="indicator-add"),
    path(INDICATOR, IndicatorDetail.as_view(), name="indicator-detail"),
    path(INDICATOR + "series.csv", SeriesFile.as_view(), {"kind": "csv"}, name="indicator-series-csv"),
    path(INDICATOR + "series.json", SeriesFile.as_view(), {"kind": "json"}, name="indicator-series-json"),
    path(INDICATOR + "edit/", IndicatorEdit.as_view(), name="indicator-edit"),
    path(INDICATOR + "source/", IndicatorSource.as_view(), name="indicator-source"),
    path(INDICATOR + "source/<str:source>/", IndicatorSourceTold.as_view(), name="indicator-source-told"),
    path(INDICATOR + "retire/", IndicatorRetire.as_view(), name="indicator-retire"),
    path(INDICATOR + "bring-back/", IndicatorBringBack.as_view(), name="indicator-bring-back"),
    path(INDICATOR + "refresh/", IndicatorRefresh.as_view(), name="indicator-refresh"),
    path(INDICATOR + "values/<slug:period>/", ValueEdit.as_view(), name="value-edit"),
    path(INDICATOR + "judge/<slug:quarter>/", IndicatorJudge.as_view(), name="indicator-judge"),
]

"""Addresses of the data itself: what is loaded, bringing files in, and the few pages that show single records."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.insight.views import data, intake, records

DATA = "p/<slug:slug>/crime/data/"
FILES = DATA + "files/"
REPEATS = DATA + "repeats/"

URLS: list[URLPattern] = [
    path(DATA, data.CrimeData.as_view(), name="crime-data"),
    path(DATA + "as/<str:kind>/", data.CrimeDataFile.as_view(), name="crime-data-file"),
    path(DATA + "verify/", data.CrimeVerify.as_view(), name="crime-verify"),
    path(DATA + "forget/", data.CrimeForget.as_view(), name="crime-forget"),
    path(FILES, intake.IntakeList.as_view(), name="crime-intake-list"),
    path(FILES + "as/<str:kind>/", intake.IntakeFileList.as_view(), name="crime-intake-file"),
    path(FILES + "add/", intake.IntakeAdd.as_view(), name="crime-intake-add"),
    path(FILES + "<int:pk>/", intake.IntakeDetail.as_view(), name="crime-intake-detail"),
    path(FILES + "<int:pk>/columns/", intake.IntakeColumns.as_view(), name="crime-intake-columns"),
    path(FILES + "<int:pk>/stop/", intake.IntakeStop.as_view(), name="crime-intake-stop"),
    path(FILES + "<int:pk>/rest/", intake.IntakeRest.as_view(), name="crime-intake-rest"),
    path(DATA + "records/", records.CrimeRecords.as_view(), name="crime-records"),
    path(REPEATS, records.RepeatList.as_view(), name="crime-repeats"),
    path(REPEATS + "as/<str:kind>/", records.RepeatListFile.as_view(), name="crime-repeats-file"),
    path(REPEATS + "<slug:key>/", records.RepeatDecide.as_view(), name="crime-repeat-decide"),
]

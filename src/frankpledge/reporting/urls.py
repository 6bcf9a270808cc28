"""Addresses of reports, stories and recommendations."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.reporting.views import recommendations, reports, stories

REPORTS = "p/<slug:slug>/reports/"
STORIES = "p/<slug:slug>/stories/"
SCRUTINY = "p/<slug:slug>/scrutiny/"

urlpatterns: list[URLPattern] = [
    path(REPORTS, reports.ReportList.as_view(), name="report-list"),
    path("p/<slug:slug>/reports.csv", reports.ReportList.as_view(form="csv"), name="report-list-csv"),
    path("p/<slug:slug>/reports.json", reports.ReportList.as_view(form="json"), name="report-list-json"),
    path(REPORTS + "make/", reports.ReportMake.as_view(), name="report-make"),
    path(REPORTS + "<int:pk>/", reports.ReportDetail.as_view(), name="report-detail"),
    path(REPORTS + "<int:pk>/file/<slug:kind>/", reports.ReportFileGet.as_view(), name="report-file"),
    path(REPORTS + "<int:pk>/public/", reports.ReportPublic.as_view(), name="report-public"),
    path(REPORTS + "<int:pk>/publish/", reports.ReportPublish.as_view(), name="report-publish"),
    path(REPORTS + "<int:pk>/withdraw/", reports.ReportWithdraw.as_view(), name="report-withdraw"),
    path(STORIES, stories.StoryList.as_view(), name="story-list"),
    path("p/<slug:slug>/stories.csv", stories.StoryList.as_view(form="csv"), name="story-list-csv"),
    path("p/<slug:slug>/stories.json", stories.StoryList.as_view(form="json"), name="story-list-json"),
    path(STORIES + "offer/", stories.StoryOffer.as_view(), name="story-offer"),
    path(STORIES + "<int:pk>/", stories.StoryDetail.as_view(), name="story-detail"),
    path(STORIES + "<int:pk>/write/", stories.StoryWrite.as_view(), name="story-write"),
    path(STORIES + "<int:pk>/edit/", stories.StoryEdit.as_view(), name="story-edit"),
    path(STORIES + "<int:pk>/decide/", stories.StoryDecide.as_view(), name="story-decide"),
    path(SCRUTINY, recommendations.RecommendationList.as_view(), name="recommendation-list"),
    path(
        "p/<slug:slug>/scrutiny.csv",
        recommendations.RecommendationList.as_view(form="csv"),
        name="recommendation-list-csv",
    ),
    path(
        "p/<slug:slug>/scrutiny.json",
        recommendations.RecommendationList.as_view(form="json"),
        name="recommendation-list-json",
    ),
    path(SCRUTINY + "add/", recommendations.RecommendationAdd.as_view(), name="recommendation-add"),
    path(SCRUTINY + "<int:pk>/edit/", recommendations.RecommendationEdit.as_view(), name="recommendation-edit"),
    path(SCRUTINY + "<int:pk>/answer/", recommendations.RecommendationAnswer.as_view(), name="recommendation-answer"),
]

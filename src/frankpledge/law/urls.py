"""Addresses of the register of law."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.law import views

HERE = "p/<slug:slug>/law/"

urlpatterns: list[URLPattern] = [
    path(HERE, views.LawList.as_view(), name="law-list"),
    path(HERE + "as/<str:file>/", views.LawFile.as_view(), name="law-file"),
    path(HERE + "add/", views.RuleAdd.as_view(), name="law-add"),
    path(HERE + "<int:pk>/", views.RuleDetail.as_view(), name="law-rule"),
    path(HERE + "<int:pk>/follow/", views.RuleFollow.as_view(), name="law-follow"),
    path(HERE + "<int:pk>/end/", views.RuleEnd.as_view(), name="law-end"),
]

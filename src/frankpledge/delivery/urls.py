"""Addresses under “Activity”."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.delivery import views

HERE = "p/<slug:slug>/activity/"
KIND = HERE + "<slug:kind>/"
ONE = KIND + "<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(HERE, views.RecordList.as_view(), name="activity-list"),
    path(HERE + "as/<str:file>/", views.RecordListFile.as_view(), name="record-every-file"),
    path(HERE + "record/", views.RecordChoose.as_view(), name="record-choose"),
    path(KIND, views.RecordList.as_view(), name="record-list"),
    path(KIND + "as/<str:file>/", views.RecordListFile.as_view(), name="record-list-file"),
    path(KIND + "add/", views.RecordAdd.as_view(), name="record-add"),
    path(ONE, views.RecordDetail.as_view(), name="record-detail"),
    path(ONE + "edit/", views.RecordEdit.as_view(), name="record-edit"),
    path(ONE + "link/", views.RecordLinkAdd.as_view(), name="record-link"),
    path(ONE + "link/<int:link>/remove/", views.RecordLinkRemove.as_view(), name="record-link-remove"),
    path(ONE + "steps/<slug:move>/", views.RecordMove.as_view(), name="record-move"),
]

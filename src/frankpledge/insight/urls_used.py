"""Addresses of what is made of the figures: evidence for the plan, nominations, packs."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.insight.views import evidence, nominations, packs

HERE = "p/<slug:slug>/crime/"

EVIDENCE = HERE + "evidence/"
NOMINATIONS = HERE + "nominations/"
PACKS = HERE + "packs/"

URLS: list[URLPattern] = [
    path(EVIDENCE, evidence.EvidencePage.as_view(), name="crime-evidence"),
    path(EVIDENCE + "as/<str:kind>/", evidence.EvidenceFile.as_view(), name="crime-evidence-file"),
    path(EVIDENCE + "<slug:plan>/<int:pk>/attach/", evidence.EvidenceAttach.as_view(), name="evidence-attach"),
    path(NOMINATIONS, nominations.NominationList.as_view(), name="nomination-list"),
    path(NOMINATIONS + "as/<str:kind>/", nominations.NominationListFile.as_view(), name="nomination-list-file"),
    path(NOMINATIONS + "raise/", nominations.NominationRaise.as_view(), name="nomination-raise"),
    path(NOMINATIONS + "<int:pk>/", nominations.NominationDetail.as_view(), name="nomination-detail"),
    path(NOMINATIONS + "<int:pk>/decide/", nominations.NominationDecide.as_view(), name="nomination-decide"),
    path(PACKS, packs.PackList.as_view(), name="pack-list"),
    path(PACKS + "as/<str:kind>/", packs.PackListFile.as_view(), name="pack-list-file"),
    path(PACKS + "make/", packs.PackMake.as_view(), name="pack-make"),
    path(PACKS + "<int:pk>/", packs.PackDetail.as_view(), name="pack-detail"),
    path(PACKS + "<int:pk>/<str:kind>/", packs.PackFileGet.as_view(), name="pack-file"),
]

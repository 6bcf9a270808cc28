"""Addresses of the plan's pages."""

from django.urls import URLPattern, path

from frankpledge.plans.document_urls import documentpatterns
from frankpledge.plans.living_urls import livingpatterns
from frankpledge.plans.views.actions import ActionEdit
from frankpledge.plans.views.findings import FindingFile, FindingList
from frankpledge.plans.views.objective_page import ObjectiveDetail
from frankpledge.plans.views.objectives import LeadEdit, ObjectiveEdit
from frankpledge.plans.views.plans import PlanAdd, PlanDetail, PlanEdit, PlanList
from frankpledge.plans.views.search import Search
from frankpledge.plans.views.structure import (
    ObjectiveAdd,
    ObjectiveRemove,
    PlanOrder,
    SectionAdd,
    SectionEdit,
    SectionRemove,
)
from frankpledge.plans.views.updates import UpdateEdit, UpdateRestore
from frankpledge.plans.views.work import MyWork

PLAN = "p/<slug:slug>/plans/<slug:plan>/"
SECTION = PLAN + "sections/<int:section>/"
OBJECTIVE = PLAN + "objectives/<int:pk>/"
UPDATE = OBJECTIVE + "updates/<slug:quarter>/"

# Words that stand where a plan's short name would come before it, and are in ``plans.changes.plans.RESERVED_SLUGS``.
urlpatterns: list[URLPattern] = [
    path("p/<slug:slug>/", MyWork.as_view(), name="my-work"),
    path("p/<slug:slug>/search/", Search.as_view(), name="search"),
    path("p/<slug:slug>/plans/", PlanList.as_view(), name="plan-list"),
    *documentpatterns,
    *livingpatterns,
    path("p/<slug:slug>/plans/add/", PlanAdd.as_view(), name="plan-add"),
    path(PLAN, PlanDetail.as_view(), name="plan-detail"),
    path(PLAN + "edit/", PlanEdit.as_view(), name="plan-edit"),
    path(PLAN + "order/", PlanOrder.as_view(), name="plan-order"),
    path(PLAN + "findings/", FindingList.as_view(), name="plan-findings"),
    path(PLAN + "findings.csv", FindingFile.as_view(), {"kind": "csv"}, name="plan-findings-csv"),
    path(PLAN + "findings.json", FindingFile.as_view(), {"kind": "json"}, name="plan-findings-json"),
    path(PLAN + "sections/add/", SectionAdd.as_view(), name="section-add"),
    path(SECTION + "edit/", SectionEdit.as_view(), name="section-edit"),
    path(SECTION + "remove/", SectionRemove.as_view(), name="section-remove"),
    path(SECTION + "objectives/add/", ObjectiveAdd.as_view(), name="objective-add"),
    path(OBJECTIVE, ObjectiveDetail.as_view(), name="objective-detail"),
    path(OBJECTIVE + "edit/", ObjectiveEdit.as_view(), name="objective-edit"),
    path(OBJECTIVE + "actions/", ActionEdit.as_view(), name="action-edit"),
    path(OBJECTIVE + "leads/", LeadEdit.as_view(), name="lead-edit"),
    path(OBJECTIVE + "remove/", ObjectiveRemove.as_view(), name="objective-remove"),
    path(UPDATE, UpdateEdit.as_view(), name="update-edit"),
    path(UPDATE + "restore/<int:wording>/", UpdateRestore.as_view(), name="update-restore"),
]

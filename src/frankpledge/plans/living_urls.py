"""Addresses of the plan's life: its steps, amendments, editions, years, themes, milestones, risks and money."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.plans.views import amendments, comparing, life

PLAN = "p/<slug:slug>/plans/<slug:plan>/"
OBJECTIVE = PLAN + "objectives/<int:pk>/"
CONSULTATION = PLAN + "life/consultations/<int:consultation>/"
AMENDMENT = PLAN + "amendments/<int:pk>/"

livingpatterns: list[URLPattern] = [
    path(PLAN + "life/", life.PlanLife.as_view(), name="plan-life"),
    path(PLAN + "life/consult/", life.PlanConsult.as_view(), name="plan-consult"),
    path(PLAN + "life/take-back/", life.PlanTakeBack.as_view(), name="plan-take-back"),
    path(PLAN + "life/adopt/", life.PlanAdopt.as_view(), name="plan-adopt"),
    path(PLAN + "life/close/", life.PlanClose.as_view(), name="plan-close"),
    path(PLAN + "life/copy-sent/", life.PlanCopySent.as_view(), name="plan-copy-sent"),
    path(CONSULTATION, life.ConsultationEdit.as_view(), name="consultation-edit"),
    path(CONSULTATION + "comments/add/", life.CommentAdd.as_view(), name="comment-add"),
    path(CONSULTATION + "comments/<int:pk>/", life.CommentEdit.as_view(), name="comment-edit"),
    path(PLAN + "editions/<int:number>/", life.EditionDetail.as_view(), name="edition-detail"),
    path(PLAN + "editions/<int:number>.json", life.EditionFile.as_view(), name="edition-file"),
    path(PLAN + "amendments/", amendments.AmendmentList.as_view(), name="amendment-list"),
    path(PLAN + "amendments.<slug:kind>", amendments.AmendmentFile.as_view(), name="amendment-list-file"),
    path(AMENDMENT, amendments.AmendmentDetail.as_view(), name="amendment-detail"),
    path(AMENDMENT + "propose/", amendments.AmendmentPropose.as_view(), name="amendment-propose"),
    path(AMENDMENT + "withdraw/", amendments.AmendmentWithdraw.as_view(), name="amendment-withdraw"),
    path(AMENDMENT + "decide/", amendments.AmendmentDecide.as_view(), name="amendment-decide"),
    path(AMENDMENT + "take-out/", amendments.AmendmentStepRemove.as_view(), name="amendment-step-remove"),
    path(OBJECTIVE + "amend/", amendments.ObjectiveAmend.as_view(), name="objective-amend"),
    path(PLAN + "compare/", comparing.PlanCompare.as_view(), name="plan-compare"),
    path(PLAN + "compare.<slug:kind>", comparing.PlanCompareFile.as_view(), name="plan-compare-file"),
]

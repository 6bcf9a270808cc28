"""Addresses of the plan's life: its steps, amendments, editions, years, themes, milestones, risks and money."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.plans.views import (
    amendments,
    comparing,
    life,
    money,
    new_sections,
    owning,
    risks,
    rolling,
    steps,
    themes,
)

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
    path(
        AMENDMENT + "sections/<int:step>/objectives/add/",
        new_sections.AmendmentObjectiveAdd.as_view(),
        name="amendment-objective-add",
    ),
    path(OBJECTIVE + "amend/", amendments.ObjectiveAmend.as_view(), name="objective-amend"),
    path(PLAN + "compare/", comparing.PlanCompare.as_view(), name="plan-compare"),
    path(PLAN + "compare.<slug:kind>", comparing.PlanCompareFile.as_view(), name="plan-compare-file"),
    path(PLAN + "next-year/", rolling.PlanRollOver.as_view(), name="plan-roll-over"),
    path("p/<slug:slug>/lines/", rolling.LineList.as_view(), name="line-list"),
    path("p/<slug:slug>/lines.<slug:kind>", rolling.LineFile.as_view(), name="line-list-file"),
    path(PLAN + "milestones/", steps.MilestoneList.as_view(), name="milestone-list"),
    path(PLAN + "milestones.<slug:kind>", steps.MilestoneFile.as_view(), name="milestone-list-file"),
    path(OBJECTIVE + "milestones/add/", steps.MilestoneAdd.as_view(), name="milestone-add"),
    path(PLAN + "milestones/<int:pk>/edit/", steps.MilestoneEdit.as_view(), name="milestone-edit"),
    path(PLAN + "milestones/<int:pk>/mark/", steps.MilestoneMark.as_view(), name="milestone-mark"),
    path(PLAN + "risks/", risks.RiskList.as_view(), name="risk-list"),
    path(PLAN + "risks.<slug:kind>", risks.RiskFile.as_view(), name="risk-list-file"),
    path(PLAN + "risks/add/", risks.RiskAdd.as_view(), name="risk-add"),
    path(PLAN + "risks/<int:pk>/edit/", risks.RiskEdit.as_view(), name="risk-edit"),
    path(PLAN + "risks/<int:pk>/review/", risks.RiskReview.as_view(), name="risk-review"),
    path(PLAN + "risks/<int:pk>/close/", risks.RiskClose.as_view(), name="risk-close"),
    path(PLAN + "money/", money.MoneyList.as_view(), name="money-list"),
    path(PLAN + "money.<slug:kind>", money.MoneyFile.as_view(), name="money-list-file"),
    path(PLAN + "money/add/", money.PlanMoneyAdd.as_view(), name="plan-money-add"),
    path(OBJECTIVE + "money/add/", money.MoneyAdd.as_view(), name="money-add"),
    path(PLAN + "money/<int:pk>/edit/", money.MoneyEdit.as_view(), name="money-edit"),
    path(PLAN + "money/<int:pk>/remove/", money.MoneyRemove.as_view(), name="money-remove"),
    path(PLAN + "themes/", themes.ThemeList.as_view(), name="theme-list"),
    path(PLAN + "themes.<slug:kind>", themes.ThemeFile.as_view(), name="theme-list-file"),
    path(PLAN + "themes/add/", themes.ThemeAdd.as_view(), name="theme-add"),
    path(PLAN + "themes/<int:pk>/", themes.ThemeDetail.as_view(), name="theme-detail"),
    path(PLAN + "themes/<int:pk>/edit/", themes.ThemeEdit.as_view(), name="theme-edit"),
    path(PLAN + "themes/<int:pk>/remove/", themes.ThemeRemove.as_view(), name="theme-remove"),
    path(PLAN + "themes/<int:pk>/objectives/", themes.ThemeObjectives.as_view(), name="theme-objectives"),
    path(OBJECTIVE + "themes/", themes.ObjectiveThemes.as_view(), name="objective-themes"),
    path(OBJECTIVE + "owner/", owning.OwnerEdit.as_view(), name="owner-edit"),
    path(PLAN + "accountability/", owning.AccountabilityPage.as_view(), name="accountability"),
    path(PLAN + "accountability.<slug:kind>", owning.AccountabilityFile.as_view(), name="accountability-file"),
]

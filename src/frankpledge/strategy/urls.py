"""The addresses of the assessment, the scoring and the strategy."""

from __future__ import annotations

from django.urls import URLPattern, path

from frankpledge.strategy.views import (
    assessments,
    community,
    files,
    findings,
    matrices,
    priorities,
    problems,
    strategies,
)

HERE = "p/<slug:slug>/strategy/"
STRATEGY = HERE + "<int:strategy>/"
PRIORITY = STRATEGY + "priorities/<int:priority>/"
STEP = STRATEGY + "steps/<int:step>/"
TARGET = PRIORITY + "targets/<int:target>/"
ASSESSMENTS = "p/<slug:slug>/assessments/"
ASSESSMENT = ASSESSMENTS + "<int:assessment>/"
FINDING = ASSESSMENT + "findings/<int:finding>/"
EVIDENCE = FINDING + "evidence/<int:evidence>/"
VIEW = ASSESSMENT + "views/<int:view>/"
PROBLEM = ASSESSMENT + "problems/<int:problem>/"
MATRICES = "p/<slug:slug>/matrices/"
MATRIX = MATRICES + "<int:matrix>/"

urlpatterns: list[URLPattern] = [
    path(HERE, strategies.StrategyList.as_view(), name="strategy-list"),
    path("p/<slug:slug>/strategies.<slug:kind>", files.StrategyFile.as_view(), name="strategy-list-file"),
    path("p/<slug:slug>/assessments.<slug:kind>", files.AssessmentFile.as_view(), name="assessment-list-file"),
    path(HERE + "add/", strategies.StrategyAdd.as_view(), name="strategy-add"),
    path(STRATEGY, strategies.StrategyDetail.as_view(), name="strategy-detail"),
    path(STRATEGY + "edit/", strategies.StrategyEdit.as_view(), name="strategy-edit"),
    path(STRATEGY + "approve/", strategies.StrategyApprove.as_view(), name="strategy-approve"),
    path(STRATEGY + "publish/", strategies.StrategyPublish.as_view(), name="strategy-publish"),
    path(STRATEGY + "copy/", strategies.StrategyCopy.as_view(), name="strategy-copy"),
    path(STRATEGY + "revise/", strategies.StrategyRevise.as_view(), name="strategy-revise"),
    path(STRATEGY + "file.<slug:kind>", strategies.StrategyExport.as_view(), name="strategy-export"),
    path(STRATEGY + "editions/<int:number>.<slug:kind>", strategies.EditionExport.as_view(),
         name="strategy-edition-export"),
    path(STRATEGY + "steps/add/", strategies.StepAdd.as_view(), name="strategy-step-add"),
    path(STEP + "edit/", strategies.StepEdit.as_view(), name="strategy-step-edit"),
    path(STEP + "remove/", strategies.StepRemove.as_view(), name="strategy-step-remove"),
    path(STRATEGY + "priorities/add/", priorities.PriorityAdd.as_view(), name="priority-add"),
    path(PRIORITY, priorities.PriorityDetail.as_view(), name="priority-detail"),
    path(PRIORITY + "edit/", priorities.PriorityEdit.as_view(), name="priority-edit"),
    path(PRIORITY + "remove/", priorities.PriorityRemove.as_view(), name="priority-remove"),
    path(PRIORITY + "objectives/", priorities.PriorityObjectives.as_view(), name="priority-objectives"),
    path(PRIORITY + "targets/add/", priorities.TargetAdd.as_view(), name="strategic-target-add"),
    path(TARGET + "edit/", priorities.TargetEdit.as_view(), name="strategic-target-edit"),
    path(TARGET + "remove/", priorities.TargetRemove.as_view(), name="strategic-target-remove"),
    path(TARGET + "figure/", priorities.TargetRead.as_view(), name="strategic-target-read"),
    path(ASSESSMENTS + "add/", assessments.AssessmentAdd.as_view(), name="assessment-add"),
    path(ASSESSMENT, assessments.AssessmentDetail.as_view(), name="assessment-detail"),
    path(ASSESSMENT + "edit/", assessments.AssessmentEdit.as_view(), name="assessment-edit"),
    path(ASSESSMENT + "approve/", assessments.AssessmentApprove.as_view(), name="assessment-approve"),
    path(ASSESSMENT + "publish/", assessments.AssessmentPublish.as_view(), name="assessment-publish"),
    path(ASSESSMENT + "reopen/", assessments.AssessmentReopen.as_view(), name="assessment-reopen"),
    path(ASSESSMENT + "matrix/", assessments.AssessmentMatrix.as_view(), name="assessment-matrix"),
    path(ASSESSMENT + "file.<slug:kind>", assessments.AssessmentExport.as_view(), name="assessment-export"),
    path(ASSESSMENT + "sections/<int:section>/", assessments.SectionEdit.as_view(), name="assessment-section"),
    path(ASSESSMENT + "papers/<int:paper>/", assessments.PaperEdit.as_view(), name="paper-edit"),
    path(ASSESSMENT + "last-plan/", assessments.DeliveryPage.as_view(), name="assessment-delivery"),
    path(ASSESSMENT + "last-plan.csv", assessments.DeliveryCsv.as_view(), name="assessment-delivery-csv"),
    path(ASSESSMENT + "findings.<slug:kind>", files.FindingFile.as_view(), name="finding-list-file"),
    path(ASSESSMENT + "findings/add/", findings.FindingAdd.as_view(), name="finding-add"),
    path(FINDING, findings.FindingDetail.as_view(), name="finding-detail"),
    path(FINDING + "edit/", findings.FindingEdit.as_view(), name="finding-edit"),
    path(FINDING + "remove/", findings.FindingRemove.as_view(), name="finding-remove"),
    path(FINDING + "evidence/add/", findings.EvidenceAdd.as_view(), name="evidence-add"),
    path(FINDING + "evidence/freeze/", findings.EvidenceFreeze.as_view(), name="evidence-freeze"),
    path(EVIDENCE + "remove/", findings.EvidenceRemove.as_view(), name="evidence-remove"),
    path(EVIDENCE + "document/", findings.EvidenceDocument.as_view(), name="evidence-document"),
    path(ASSESSMENT + "views/", community.ViewList.as_view(), name="view-list"),
    path(ASSESSMENT + "views.csv", community.ViewListCsv.as_view(), name="view-list-csv"),
    path(ASSESSMENT + "views.json", community.ViewListJson.as_view(), name="view-list-json"),
    path(ASSESSMENT + "views/add/", community.ViewAdd.as_view(), name="view-add"),
    path(ASSESSMENT + "views/bring/", community.ViewBring.as_view(), name="view-bring"),
    path(VIEW + "edit/", community.ViewEdit.as_view(), name="view-edit"),
    path(VIEW + "code/", community.ViewCode.as_view(), name="view-code"),
    path(VIEW + "remove/", community.ViewRemove.as_view(), name="view-remove"),
    path(ASSESSMENT + "themes/add/", community.ThemeAdd.as_view(), name="view-theme-add"),
    path(ASSESSMENT + "themes/<int:theme>/edit/", community.ThemeEdit.as_view(), name="view-theme-edit"),
    path(ASSESSMENT + "themes/<int:theme>/answer/", community.AnswerEdit.as_view(), name="view-answer"),
    path(ASSESSMENT + "problems/", problems.ProblemList.as_view(), name="problem-list"),
    path(ASSESSMENT + "problems.csv", problems.ProblemCsv.as_view(), name="problem-list-csv"),
    path(ASSESSMENT + "problems.json", problems.ProblemJson.as_view(), name="problem-list-json"),
    path(ASSESSMENT + "problems/compare/", problems.ProblemCompare.as_view(), name="problem-compare"),
    path(ASSESSMENT + "problems/add/", problems.ProblemAdd.as_view(), name="problem-add"),
    path(PROBLEM, problems.ProblemDetail.as_view(), name="problem-detail"),
    path(PROBLEM + "edit/", problems.ProblemEdit.as_view(), name="problem-edit"),
    path(PROBLEM + "remove/", problems.ProblemRemove.as_view(), name="problem-remove"),
    path(PROBLEM + "score/", problems.ProblemScore.as_view(), name="problem-score"),
    path(PROBLEM + "rank/", problems.ProblemOverride.as_view(), name="problem-override"),
    path(PROBLEM + "rank/withdraw/", problems.OverrideWithdraw.as_view(), name="problem-override-withdraw"),
    path(MATRICES, matrices.MatrixList.as_view(), name="matrix-list"),
    path("p/<slug:slug>/matrices.<slug:kind>", files.MatrixFile.as_view(), name="matrix-list-file"),
    path(MATRICES + "take/", matrices.MatrixAdopt.as_view(), name="matrix-adopt"),
    path(MATRIX, matrices.MatrixDetail.as_view(), name="matrix-detail"),
    path(MATRICES + "<int:matrix>.json", matrices.MatrixJson.as_view(), name="matrix-json"),
    path(MATRIX + "revise/", matrices.MatrixRevise.as_view(), name="matrix-revise"),
]  # fmt: skip

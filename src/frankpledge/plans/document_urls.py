"""Addresses of bringing documents in and taking plans out."""

from django.urls import path

from frankpledge.plans.views import exports, import_decisions, import_differences, imports

IN = "p/<slug:slug>/plans/imports/"
OUT = "p/<slug:slug>/plans/<slug:plan>/export/"

# Before the plan's own addresses: "import" and "imports" are never a plan's short name.
documentpatterns = [
    path("p/<slug:slug>/plans/import/", imports.PlanImport.as_view(), name="plan-import"),
    path(IN, imports.ImportList.as_view(), name="import-list"),
    path(f"{IN}<int:run>/", import_decisions.ImportDetail.as_view(), name="import-detail"),
    path(f"{IN}<int:run>/columns/", import_decisions.ImportMapping.as_view(), name="import-mapping"),
    path(
        f"{IN}<int:run>/differences/<slug:plan>/",
        import_differences.ImportDifferences.as_view(),
        name="import-differences",
    ),
    path(f"{IN}<int:run>/abandon/", imports.ImportAbandon.as_view(), name="import-abandon"),
    path(f"{IN}<int:run>/again/", imports.ImportAgain.as_view(), name="import-again"),
    path(f"{IN}<int:run>/original/", imports.ImportOriginal.as_view(), name="import-original"),
    path(OUT, exports.PlanExportChoose.as_view(), name="plan-export-choose"),
    path(f"{OUT}<slug:kind>/", exports.PlanExport.as_view(), name="plan-export"),
]

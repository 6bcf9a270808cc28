"""The addresses. Each is declared in its app; who may use each is declared in its view, or in ``policy``."""

from django.urls import include, path

from frankpledge.accounts.views.setting_up import SetUp
from frankpledge.project import offline, views

urlpatterns = [
    path("", include("frankpledge.partners.urls")),
    path("", include("frankpledge.law.urls")),
    path("", include("frankpledge.plans.urls")),
    path("", include("frankpledge.jobs.urls")),
    path("", include("frankpledge.post.urls")),
    path("", include("frankpledge.measures.urls")),
    path("", include("frankpledge.quarters.urls")),
    path("", include("frankpledge.strategy.urls")),
    path("", include("frankpledge.insight.urls")),
    path("", include("frankpledge.delivery.urls")),
    path("", include("frankpledge.reporting.urls")),
    path("", include("frankpledge.api.urls")),
    path("", include("frankpledge.publicsite.urls")),
    path("account/", include("frankpledge.accounts.urls")),
    path("setup/<str:token>/", SetUp.as_view(), name="setup"),
    path("health/", views.Health.as_view(), name="health"),
    path("help/", views.Help.as_view(), name="help"),
    path("offline/", offline.NoSignal.as_view(), name="offline"),
    path("service-worker.js", offline.Worker.as_view(), name="service-worker"),
]

handler400 = "frankpledge.project.views.bad_request"
handler403 = "frankpledge.project.views.forbidden"
handler404 = "frankpledge.project.views.not_found"
handler500 = "frankpledge.project.views.server_error"

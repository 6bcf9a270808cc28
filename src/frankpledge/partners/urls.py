"""Addresses of the partnership's own pages."""

from django.urls import URLPattern, URLResolver, include, path

from frankpledge.partners.views import (
    acceptance,
    agencies,
    audit,
    groups,
    home,
    invitations,
    jobs,
    outbox,
    partnership,
    people,
)

_agencies: list[URLPattern | URLResolver] = [
    path("", agencies.AgencyList.as_view(), name="agency-list"),
    path("add/", agencies.AgencyAdd.as_view(), name="agency-add"),
    path("usual/", agencies.AgencyUsual.as_view(), name="agency-usual"),
    path("<int:pk>/", agencies.AgencyDetail.as_view(), name="agency-detail"),
    path("<int:pk>/edit/", agencies.AgencyEdit.as_view(), name="agency-edit"),
    path("<int:pk>/close/", agencies.AgencyClose.as_view(), name="agency-close"),
    path("<int:pk>/roles/add/", agencies.AgencyRoleAdd.as_view(), name="agency-role-add"),
    path("<int:pk>/roles/<int:role>/end/", agencies.AgencyRoleEnd.as_view(), name="agency-role-end"),
]
_groups: list[URLPattern | URLResolver] = [
    path("", groups.GroupList.as_view(), name="group-list"),
    path("add/", groups.GroupAdd.as_view(), name="group-add"),
    path("usual/", groups.GroupUsual.as_view(), name="group-usual"),
    path("<int:pk>/", groups.GroupDetail.as_view(), name="group-detail"),
    path("<int:pk>/edit/", groups.GroupEdit.as_view(), name="group-edit"),
    path("<int:pk>/close/", groups.GroupClose.as_view(), name="group-close"),
    path("<int:pk>/places/add/", groups.PlaceAdd.as_view(), name="place-add"),
    path("<int:pk>/places/<int:place>/end/", groups.PlaceEnd.as_view(), name="place-end"),
]
_people: list[URLPattern | URLResolver] = [
    path("", people.PersonList.as_view(), name="person-list"),
    path("add/", people.PersonAdd.as_view(), name="person-add"),
    path("<int:pk>/", people.PersonDetail.as_view(), name="person-detail"),
    path("<int:pk>/roles/add/", people.PersonRoleAdd.as_view(), name="person-role-add"),
    path("<int:pk>/roles/<int:membership>/edit/", people.MembershipEdit.as_view(), name="membership-edit"),
    path("<int:pk>/roles/<int:membership>/end/", people.MembershipEnd.as_view(), name="membership-end"),
    path("<int:pk>/second-factor/", people.PersonFactorReset.as_view(), name="person-factor-reset"),
]
_invitations: list[URLPattern | URLResolver] = [
    path("", invitations.InvitationList.as_view(), name="invitation-list"),
    path("add/", invitations.InvitationAdd.as_view(), name="invitation-add"),
    path("<int:pk>/again/", invitations.InvitationResend.as_view(), name="invitation-resend"),
    path("<int:pk>/withdraw/", invitations.InvitationWithdraw.as_view(), name="invitation-withdraw"),
]
_audit: list[URLPattern | URLResolver] = [
    path("", audit.AuditList.as_view(), name="audit-list"),
    path("download/", audit.AuditDownload.as_view(), name="audit-download"),
    path("<int:sequence>/", audit.AuditEntry.as_view(), name="audit-entry"),
]
_jobs: list[URLPattern | URLResolver] = [
    path("", jobs.JobList.as_view(), name="job-list"),
    path("background-work.<str:kind>", jobs.JobFile.as_view(), name="job-file"),
    path("<int:pk>/", jobs.JobDetail.as_view(), name="job-detail"),
    path("<int:pk>/cancel/", jobs.JobCancel.as_view(), name="job-cancel"),
    path("<int:pk>/again/", jobs.JobAgain.as_view(), name="job-again"),
]
_letters: list[URLPattern | URLResolver] = [
    path("", outbox.LetterList.as_view(), name="letter-list"),
    path("letters.<str:kind>", outbox.LetterFile.as_view(), name="letter-file"),
    path("<int:pk>/", outbox.LetterDetail.as_view(), name="letter-detail"),
    path("<int:pk>/again/", outbox.LetterAgain.as_view(), name="letter-again"),
]

_inside: list[URLPattern | URLResolver] = [
    path("partnership/", partnership.PartnershipDetail.as_view(), name="partnership-detail"),
    path("partnership/edit/", partnership.PartnershipEdit.as_view(), name="partnership-edit"),
    path("brand.css", partnership.PartnershipBrand.as_view(), name="partnership-brand"),
    path("agencies/", include(_agencies)),
    path("groups/", include(_groups)),
    path("people/", include(_people)),
    path("invitations/", include(_invitations)),
    path("audit/", include(_audit)),
    path("work/", include(_jobs)),
    path("letters/", include(_letters)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.Home.as_view(), name="home"),
    path("partnerships/add/", home.PartnershipFound.as_view(), name="partnership-found"),
    path("invitation/<str:token>/", acceptance.InvitationAccept.as_view(), name="invitation-accept"),
    path("p/<slug:slug>/", include(_inside)),
]

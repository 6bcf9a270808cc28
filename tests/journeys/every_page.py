"""Every page there is: where it stands, and who opens it. A route in neither table fails a test."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from frankpledge.project.policy import WITH_TOKEN
from tests.journeys.opened import HERE, NEW, OBJECTIVE, PLAN, Opened
from tests.journeys.pages import LIVING, LIVING_STATES, NOT_PAGES

PLANS: dict[str, Opened] = {
    "my-work": Opened(HERE),
    "search": Opened(HERE + "search/?q=bottle"),
    "plan-list": Opened(HERE + "plans/"),
    "plan-add": Opened(HERE + "plans/add/"),
    "plan-detail": Opened(PLAN),
    "plan-edit": Opened(PLAN + "edit/"),
    "plan-order": Opened(PLAN + "order/"),
    "plan-findings": Opened(PLAN + "findings/"),
    "plan-export-choose": Opened(PLAN + "export/"),
    "section-add": Opened(PLAN + "sections/add/"),
    "section-edit": Opened(PLAN + "sections/{section}/edit/"),
    "section-remove": Opened(PLAN + "sections/{section}/remove/"),
    "objective-add": Opened(PLAN + "sections/{section}/objectives/add/"),
    "objective-detail": Opened(OBJECTIVE),
    "objective-edit": Opened(OBJECTIVE + "edit/"),
    "action-edit": Opened(OBJECTIVE + "actions/"),
    "lead-edit": Opened(OBJECTIVE + "leads/"),
    "objective-remove": Opened(OBJECTIVE + "remove/"),
    "update-edit": Opened(OBJECTIVE + "updates/Q1/"),
    "update-restore": Opened(OBJECTIVE + "updates/Q1/restore/1/"),
    "plan-import": Opened(HERE + "plans/import/"),
    "import-list": Opened(HERE + "plans/imports/"),
    "import-detail": Opened(HERE + "plans/imports/{run}/"),
    "import-mapping": Opened(HERE + "plans/imports/{asked_run}/columns/"),
    "import-differences": Opened(HERE + "plans/imports/{run}/differences/{plan}/"),
}
PARTNERSHIP: dict[str, Opened] = {
    "partnership-detail": Opened(HERE + "partnership/"),
    "partnership-edit": Opened(HERE + "partnership/edit/"),
    "agency-list": Opened(HERE + "agencies/"),
    "agency-add": Opened(HERE + "agencies/add/"),
    "agency-usual": Opened(HERE + "agencies/usual/"),
    "agency-detail": Opened(HERE + "agencies/{agency}/"),
    "agency-edit": Opened(HERE + "agencies/{agency}/edit/"),
    "agency-close": Opened(HERE + "agencies/{agency}/close/"),
    "agency-role-add": Opened(HERE + "agencies/{agency}/roles/add/"),
    "agency-role-end": Opened(HERE + "agencies/{agency}/roles/{role}/end/"),
    "group-list": Opened(HERE + "groups/"),
    "group-add": Opened(HERE + "groups/add/"),
    "group-usual": Opened(HERE + "groups/usual/"),
    "group-detail": Opened(HERE + "groups/{group}/"),
    "group-edit": Opened(HERE + "groups/{group}/edit/"),
    "group-close": Opened(HERE + "groups/{group}/close/"),
    "place-add": Opened(HERE + "groups/{group}/places/add/"),
    "place-end": Opened(HERE + "groups/{group}/places/{place}/end/"),
    "person-list": Opened(HERE + "people/"),
    "person-add": Opened(HERE + "people/add/"),
    "person-detail": Opened(HERE + "people/{person}/"),
    "person-role-add": Opened(HERE + "people/{person}/roles/add/", "administrator"),
    "membership-edit": Opened(HERE + "people/{person}/roles/{membership}/edit/", "administrator"),
    "membership-end": Opened(HERE + "people/{person}/roles/{membership}/end/", "administrator"),
    "person-factor-reset": Opened(HERE + "people/{person}/second-factor/", "administrator"),
    "invitation-list": Opened(HERE + "invitations/"),
    "invitation-add": Opened(HERE + "invitations/add/"),
    "audit-list": Opened(HERE + "audit/", "auditor"),
    "audit-entry": Opened(HERE + "audit/{sequence}/", "auditor"),
    "home": Opened("/", "chair"),
    "partnership-found": Opened("/partnerships/add/", "operator"),
    "help": Opened("/help/"),
}
ACCOUNTS: dict[str, Opened] = {
    "account-security": Opened("/account/"),
    "offline": Opened("/offline/"),
    "account_login": Opened("/account/login/", ""),
    "account_logout": Opened("/account/logout/"),
    "account_reauthenticate": Opened("/account/confirm/"),
    "password-change": Opened("/account/password/"),
    "account_reset_password": Opened("/account/password/reset/", ""),
    "account_reset_password_done": Opened("/account/password/reset/sent/", ""),
    "account_reset_password_from_key": Opened("/account/password/reset/{reset_uid}/{reset_key}/", ""),
    "factor-choose": Opened("/account/second-factor/", "halfway"),
    "app-add": Opened("/account/second-factor/app/", "halfway"),
    "passkey-add": Opened("/account/second-factor/passkey/", "halfway"),
    "factor-remove": Opened("/account/second-factor/{factor}/remove/"),
    "recovery-codes": Opened("/account/second-factor/recovery-codes/"),
    "factor-reset": Opened("/account/second-factor/replace/{factor_token}/", ""),
    "setup": Opened("/setup/no-such-link/", "", 410),
    "invitation-accept": Opened("/invitation/{invitation_token}/", ""),
}
# States of those pages that a different person, a different address or an empty partnership shows.
STATES: dict[str, Opened] = {
    **{
        f"{name} of the {who}": Opened(path, who)
        for who in ("chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor", "administrator")
        for name, path in (("work", HERE), ("update", OBJECTIVE + "updates/Q1/"))
    },
    "the plan as a reader sees it": Opened(PLAN, "scrutiny"),
    "an objective as a reader sees it": Opened(OBJECTIVE, "scrutiny"),
    "the partnership as a reader sees it": Opened(HERE + "partnership/", "scrutiny"),
    "a plan filtered": Opened(PLAN + "?gap=no-owner"),
    "a plan filtered to nothing": Opened(PLAN + "?q=nothinglikethis"),
    "findings of one kind": Opened(PLAN + "findings/?code=no-target"),
    "findings of no kind": Opened(PLAN + "findings/?code=no-such-code"),
    "a search for nothing": Opened(HERE + "search/"),
    "a search that finds nothing": Opened(HERE + "search/?q=nothinglikethis"),
    "a search that finds people": Opened(HERE + "search/?q=Pat"),
    "a reading imported before": Opened(HERE + "plans/imports/{applied_run}/"),
    "a reading with columns to ask about": Opened(HERE + "plans/imports/{asked_run}/"),
    "a closed agency": Opened(HERE + "agencies/{closed_agency}/"),
    "the audit searched": Opened(HERE + "audit/?operation=read", "auditor"),
    "the audit searched for nothing": Opened(HERE + "audit/?event=nothinglikethis", "auditor"),
    **{
        f"{path or 'work'} of a new partnership": Opened(NEW + path, "newcomer")
        for path in ("", "plans/", "groups/", "agencies/", "people/", "invitations/", "partnership/", "plans/imports/")
    },
    "a reader's work in a new partnership": Opened(NEW, "chair"),
    "a reader's plans in a new partnership": Opened(NEW + "plans/", "chair"),
    "home of somebody in no partnership": Opened("/", "stranger"),
    "a page that is not there": Opened(HERE + "no-such-page/", status=404),
    "a page that is not there, for a stranger": Opened("/no-such-page/", "", 404),
    "a page one may not use": Opened(HERE + "partnership/edit/", "scrutiny", 403),
    "an invitation that is not there": Opened("/invitation/no-such-link/", "", 410),
    "a factor's link that is not there": Opened("/account/second-factor/replace/no-such-link/", "", 410),
}
STATES |= LIVING_STATES
PARTS = {"plans": PLANS, **LIVING, "partnership": PARTNERSHIP, "accounts": ACCOUNTS, "states": STATES}
# Addresses that answer with something other than a page to read.
NO_PAGE = {
    **NOT_PAGES,
    "plan-findings-csv": "a file",
    "plan-findings-json": "a file",
    "plan-export": "a file",
    "import-original": "a file",
    "audit-download": "a file",
    "partnership-brand": "a style sheet",
    "health": "an answer to a program",
    "service-worker": "a program of the browser's",
    "import-abandon": "only sent",
    "import-again": "only sent",
    "invitation-resend": "only sent",
    "invitation-withdraw": "only sent",
    "session-end": "only sent",
    "session-end-others": "only sent",
    "single-sign-on": "leads to the council's own log-in",
    "openid_connect_callback": "comes back from the council's own log-in",
    "mfa_authenticate": "stands between two pages: walked in the log-in journeys",
}


def routes(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """The name of every address there is."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver) and each.namespace in WITH_TOKEN:
            continue  # answers to programs
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns)
        else:
            yield str(each.name)

"""The pages of a plan's life, and those of its states that look different."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, OBJECTIVE, PLAN, Opened

PAGES: dict[str, Opened] = {
    "plan-life": Opened(PLAN + "life/"),
    "plan-consult": Opened(PLAN + "life/consult/"),
    "plan-take-back": Opened(PLAN + "life/take-back/"),
    "plan-adopt": Opened(PLAN + "life/adopt/"),
    "plan-close": Opened(PLAN + "life/close/"),
    "plan-copy-sent": Opened(PLAN + "life/copy-sent/"),
    "consultation-edit": Opened(PLAN + "life/consultations/{consultation}/"),
    "comment-add": Opened(PLAN + "life/consultations/{consultation}/comments/add/"),
    "comment-edit": Opened(PLAN + "life/consultations/{consultation}/comments/{comment}/"),
    "edition-detail": Opened(PLAN + "editions/2/"),
    "plan-compare": Opened(PLAN + "compare/?before=edition-1&after=edition-2"),
    "plan-roll-over": Opened(PLAN + "next-year/"),
    "line-list": Opened(HERE + "lines/"),
    "objective-amend": Opened(OBJECTIVE + "amend/"),
    "amendment-list": Opened(PLAN + "amendments/"),
    "amendment-detail": Opened(PLAN + "amendments/{proposed}/"),
    "amendment-propose": Opened(PLAN + "amendments/{draft}/propose/"),
    "amendment-withdraw": Opened(PLAN + "amendments/{draft}/withdraw/"),
    "amendment-decide": Opened(PLAN + "amendments/{proposed}/decide/", "board"),
    "amendment-objective-add": Opened(PLAN + "amendments/{draft}/sections/2/objectives/add/"),
    "amendment-step-remove": Opened(PLAN + "amendments/{draft}/take-out/"),
    "milestone-list": Opened(PLAN + "milestones/"),
    "milestone-add": Opened(OBJECTIVE + "milestones/add/"),
    "milestone-edit": Opened(PLAN + "milestones/{milestone}/edit/"),
    "milestone-mark": Opened(PLAN + "milestones/{milestone}/mark/"),
    "risk-list": Opened(PLAN + "risks/"),
    "risk-add": Opened(PLAN + "risks/add/"),
    "risk-edit": Opened(PLAN + "risks/{risk}/edit/"),
    "risk-review": Opened(PLAN + "risks/{risk}/review/"),
    "risk-close": Opened(PLAN + "risks/{risk}/close/"),
    "money-list": Opened(PLAN + "money/"),
    "plan-money-add": Opened(PLAN + "money/add/"),
    "money-add": Opened(OBJECTIVE + "money/add/"),
    "money-edit": Opened(PLAN + "money/{money}/edit/"),
    "money-remove": Opened(PLAN + "money/{money}/remove/"),
    "theme-list": Opened(PLAN + "themes/"),
    "theme-add": Opened(PLAN + "themes/add/"),
    "theme-detail": Opened(PLAN + "themes/{theme}/"),
    "theme-edit": Opened(PLAN + "themes/{theme}/edit/"),
    "theme-remove": Opened(PLAN + "themes/{theme}/remove/"),
    "theme-objectives": Opened(PLAN + "themes/{theme}/objectives/"),
    "objective-themes": Opened(OBJECTIVE + "themes/"),
    "owner-edit": Opened(OBJECTIVE + "owner/"),
    "accountability": Opened(PLAN + "accountability/"),
}
STATES: dict[str, Opened] = {
    "a draft with what is missing before it is adopted": Opened(HERE + "plans/{next_plan}/life/adopt/", "board"),
    "the life of a draft": Opened(HERE + "plans/{next_plan}/life/"),
    "two years compared": Opened(HERE + "plans/{next_plan}/compare/?before={plan}&after=now"),
    "a draft amendment": Opened(PLAN + "amendments/{draft}/"),
    "an approved amendment": Opened(PLAN + "amendments/{approved}/", "scrutiny"),
    "two versions that say the same": Opened(PLAN + "compare/?before=now&after=now"),
    "objectives nobody owns": Opened(PLAN + "accountability/?kind=nobody", "scrutiny"),
    "milestones that are late": Opened(PLAN + "milestones/?state=late", "scrutiny"),
    "milestones that stand so nowhere": Opened(PLAN + "milestones/?state=dropped"),
    "risks that are closed": Opened(PLAN + "risks/?state=closed"),
    "money with a warning": Opened(PLAN + "money/?show=warnings", "scrutiny"),
    "an edit that goes into an amendment": Opened(OBJECTIVE + "edit/"),
    "lines of a new partnership": Opened(NEW + "lines/", "newcomer"),
}
# The pages that change words at once, of a plan that is still a draft.
NEXT = HERE + "plans/{next_plan}/"
DRAFTED: dict[str, Opened] = {
    "plan-edit": Opened(NEXT + "edit/"),
    "section-edit": Opened(NEXT + "sections/{next_section}/edit/"),
    "objective-edit": Opened(NEXT + "objectives/{next_objective}/edit/"),
    "action-edit": Opened(NEXT + "objectives/{next_objective}/actions/"),
}
NO_PAGE: dict[str, str] = {
    **dict.fromkeys(
        ("edition-file", "plan-compare-file", "line-list-file", "amendment-list-file", "milestone-list-file",
         "risk-list-file", "money-list-file", "theme-list-file", "accountability-file"),
        "a file",
    ),
}  # fmt: skip

"""What webhooks can be told of: events of the audit that say what happened to the plan, and to nobody in person."""

from __future__ import annotations

from collections.abc import Mapping

# The audit's name of the event -> what it means, for whoever chooses.
EVENTS: Mapping[str, str] = {
    "plan.consulted": "A plan was put out for comment",
    "plan.adopted": "A plan was adopted",
    "plan.closed": "A plan was closed",
    "plan.rolled_over": "A plan was carried into the next year",
    "amendment.proposed": "An amendment was proposed",
    "amendment.approved": "An amendment was approved",
    "quarter.opened": "A quarter was opened",
    "quarter.closed": "A quarter was closed",
    "quarter.published": "A quarter was published",
    "update.written": "An update was written",
    "update.submitted": "An update was submitted",
    "update.returned": "An update was sent back",
    "update.approved": "An update was approved",
    "update.published": "An update was published",
    "milestone.added": "A milestone was added",
    "milestone.done": "A milestone was done",
    "milestone.dropped": "A milestone was given up",
    "indicator.added": "An indicator was added",
    "indicator.changed": "An indicator was changed",
    "indicator_value.written": "An indicator's value was written",
    "indicator_value.revised_late": "An indicator's source gave another value late",
    "assessment.approved": "A strategic assessment was approved",
    "strategy.approved": "A strategy was approved",
    "report.made": "A report was made",
    "report.published": "A report was given out",
    "report.withdrawn": "A report was taken back",
    "recommendation.added": "Scrutiny recommended something",
    "recommendation.answered": "A recommendation was answered",
}

"""Tells Django about this app, what it shows on pages below, what it keeps shut."""

from django.apps import AppConfig


class QuartersConfig(AppConfig):
    name = "frankpledge.quarters"
    verbose_name = "Quarters"

    def ready(self) -> None:
        from frankpledge.core import panels
        from frankpledge.measures.sources import due_dates
        from frankpledge.plans.changes.updates import add_gate
        from frankpledge.plans.queries import first_words
        from frankpledge.quarters import drafting, own_sentences
        from frankpledge.quarters.changes.gates import closed_quarter
        from frankpledge.quarters.queries.drafts import first_words_of
        from frankpledge.quarters.queries.standing import due_on
        from frankpledge.quarters.views import shown

        add_gate("quarters", closed_quarter)
        due_dates.tell_by(due_on)
        drafting.add("figures", order=20, write=own_sentences.figures)
        drafting.add("milestones", order=30, write=own_sentences.milestones)
        first_words.tell_by(first_words_of)
        panels.add("my-work", order=10, template="quarters/_my_work.html", context=shown.my_work)
        panels.add("update", order=10, template="quarters/_draft_of_update.html", context=shown.update)
        panels.add("group", order=20, template="quarters/_group.html", context=shown.group)
        panels.add("objective", order=10, template="quarters/_objective.html", context=shown.objective)
        panels.add("plan", order=10, template="quarters/_plan.html", context=shown.plan)

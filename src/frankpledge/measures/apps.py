"""Tells Django about this app, adds the plan's own sources, and shows indicators on the pages below."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "frankpledge.measures"
    verbose_name = "Indicators"

    def ready(self) -> None:
        from frankpledge.core import panels
        from frankpledge.measures.changes.carrying import carry_along
        from frankpledge.measures.panels import on_objective, on_plan, on_theme, on_themes
        from frankpledge.measures.queries.lacking import objectives_aimed, objectives_judged
        from frankpledge.measures.queries.signs import signs_of_life
        from frankpledge.measures.sources import of_the_plan
        from frankpledge.plans.changes.rolling import carry_too
        from frankpledge.plans.queries.accountability import count_too
        from frankpledge.plans.queries.standing import answer_too

        of_the_plan.add_all()
        carry_too("indicators", carry_along)
        count_too("indicators' values entered", signs_of_life)
        answer_too("no-indicator", "an indicator attached to the objective", objectives_judged)
        answer_too("no-target", "the target of an indicator attached to the objective", objectives_aimed)
        panels.add("objective", order=20, template="measures/_on_objective.html", context=on_objective)
        panels.add("plan", order=20, template="measures/_on_plan.html", context=on_plan)
        panels.add("theme", order=20, template="measures/_on_theme.html", context=on_theme)
        panels.add("themes", order=20, template="measures/_on_themes.html", context=on_themes)

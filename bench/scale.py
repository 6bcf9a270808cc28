"""Pages of one partnership among 314 partnerships with 17 years of plans each: as quick as when it was alone."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection, models
from django.test import Client

from bench.pages import browser
from bench.timing import Result, milliseconds, once
from frankpledge.partners.models import ActionGroup, Agency, Partnership
from frankpledge.plans.models import Action, Objective, ObjectiveParty, Plan, PlanFinding, QuarterUpdate, Section

PARTNERSHIPS, YEARS, ROUNDS = 314, 17, 25
FLAT = 1.25


def addresses(plan: Plan) -> dict[str, str]:
    """The pages people open most."""
    home = plan.partnership.get_absolute_url()
    objective = Objective.objects.filter(section__plan=plan).first()
    here = plan.get_absolute_url()
    return {
        "my work": home,
        "plans": f"{home}plans/",
        "plan": here,
        "findings": f"{here}findings/",
        "objective": f"{here}objectives/{objective.pk}/" if objective else here,
        "search": f"{home}search/?q=bottle+watch",
    }


def measure(client: Client, pages: dict[str, str]) -> dict[str, float]:
    """The median of each page's time."""
    for name, address in pages.items():
        for _ in range(3):  # templates compiled, the database's pages in memory
            assert client.get(address).status_code == 200, name
    return {
        name: statistics.median(once(lambda a=a: client.get(a)) for _ in range(ROUNDS)) for name, a in pages.items()
    }


def copies(rows: list[models.Model], **changed: object) -> list[models.Model]:
    """The rows again, unsaved, with some columns changed."""
    made = []
    for row in rows:
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        made.append(type(row)(**{**values, "id": None, **changed}))
    return made


class Filler:
    """Copies one plan into many partnerships and years, table by table."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sections = list(plan.sections.all())
        self.objectives = list(Objective.objects.filter(section__plan=plan))
        inside = {"objective__section__plan": plan}
        self.children = [
            list(Action.objects.filter(parent=None, **inside)),
            list(ObjectiveParty.objects.filter(**inside)),
            list(QuarterUpdate.objects.filter(**inside)),
            list(PlanFinding.objects.filter(plan=plan)),
        ]

    def fill(self) -> int:
        """Everything; returns how many objectives there are now."""
        others = Partnership.objects.bulk_create(
            Partnership(name=f"Partnership {n}", slug=f"p{n}", founded_on=date(2008, 4, 1))
            for n in range(PARTNERSHIPS - 1)
        )
        Agency.objects.bulk_create(Agency(partnership=p, name="Council", short_name="EHC") for p in others)
        ActionGroup.objects.bulk_create(ActionGroup(partnership=p, name="JAG", short_name="JAG") for p in others)
        for partnership in [self.plan.partnership, *others]:
            self.years(partnership)
        return Objective.objects.count()

    def years(self, partnership: Partnership) -> None:
        """Seventeen years of one partnership."""
        wanted = list(range(2009, 2009 + YEARS))
        plans = Plan.objects.bulk_create(
            copies([self.plan], partnership_id=partnership.pk, slug=f"{year}-{year + 1}", starts_on=date(year, 4, 1))[0]
            for year in wanted
        )
        sections = Section.objects.bulk_create(s for plan in plans for s in copies(self.sections, plan_id=plan.pk))
        new_section = {
            (plan.pk, old.pk): sections[i * len(self.sections) + j].pk
            for i, plan in enumerate(plans)
            for j, old in enumerate(self.sections)
        }
        objectives = Objective.objects.bulk_create(
            copies([old], section_id=new_section[plan.pk, old.section_id])[0]
            for plan in plans
            for old in self.objectives
        )
        new = {
            (plan.pk, old.pk): objectives[i * len(self.objectives) + j].pk
            for i, plan in enumerate(plans)
            for j, old in enumerate(self.objectives)
        }
        for rows in self.children:
            if not rows:
                continue
            model = type(rows[0])
            extra = {"agency_id": None, "group_id": None} if model is ObjectiveParty else {}
            made = []
            for plan in plans:
                own = {"plan_id": plan.pk} if model is PlanFinding else {}
                for row in rows:
                    old = row.objective_id  # type: ignore[attr-defined]
                    made += copies([row], objective_id=new.get((plan.pk, old)), **extra, **own)
            model.objects.bulk_create(made, batch_size=2000)  # type: ignore[attr-defined]


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """Each page alone, then among the rest of England and Wales."""
    plan = Plan.objects.select_related("partnership").get(partnership__slug="east-herts", slug="2008-2009")
    Plan.objects.filter(slug__startswith="bench-").delete()
    client, pages = browser(), addresses(plan)
    say("pages with one partnership")
    Filler(plan).years(plan.partnership)  # its own seventeen years are there in both measurements
    alone = measure(client, pages)
    say(f"filling in {PARTNERSHIPS} partnerships × {YEARS} years")
    filler = Filler(plan)
    Plan.objects.filter(partnership=plan.partnership).exclude(pk=plan.pk).delete()
    count = filler.fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"pages among {count:,} objectives")
    crowded = measure(client, pages)
    worst = max(pages, key=lambda name: crowded[name] / alone[name])
    detail = "; ".join(f"{name} {milliseconds(alone[name])} → {milliseconds(crowded[name])}" for name in pages)
    yield Result(
        f"pages among {PARTNERSHIPS} partnerships × {YEARS} years",
        crowded[worst] / alone[worst],
        FLAT,
        f"the same page with one partnership (worst: {worst})",
        detail,
    )

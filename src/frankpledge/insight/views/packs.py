"""Packs for groups: the list, making one, reading one, and its files."""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from frankpledge.core.downloads import download
from frankpledge.insight.changes.packs import disclose_pack, refuse_second
from frankpledge.insight.forms.packs import PackForm
from frankpledge.insight.models import Pack
from frankpledge.insight.months import in_words
from frankpledge.insight.packing.content import from_json
from frankpledge.insight.packing.job import PACK
from frankpledge.insight.packing.writing import MARKING, WRITERS, paper_of
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.queries.packs import being_made, is_as_made, packs_of
from frankpledge.insight.views.pages import CrimePage
from frankpledge.jobs import running
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import Answering
from frankpledge.plans.views.tables import Cell, Empty, Link, Listed, Table, TableFile, TablePage


class PackPage(CrimePage):
    """A page about packs."""

    here = "pack-list"

    def crumbs(self):
        return [*super().crumbs(), ("Packs", self.address("pack-list"))]


class PackList(PackPage, TablePage):
    """Every pack, the newest first, and what is being made."""

    template_name = "insight/pack_list.html"
    heading = "Packs"
    columns = ("Title", "Group", "Month", "Number", "Made on", "Made by", "Reason", "SHA-256")

    @cached_property
    def groups(self):
        return list(ActionGroup.objects.within(self.partnership).order_by("name"))

    @cached_property
    def who(self):
        return hands(Pack.objects.within(self.partnership).values_list("made_by", flat=True), self.access)

    def rows(self):
        number = self.asked("group", (str(group.pk) for group in self.groups))
        return list(packs_of(self.partnership, group=next((g for g in self.groups if str(g.pk) == number), None)))

    def line(self, row):
        return (
            row.title, row.group.name, row.month, row.number, row.made_at.date().isoformat(),
            self.who[row.made_by].body, row.reason, row.sha256,
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("pack-list-file", kind)

    def listed(self, rows):
        may_make = bool(self.access.reach(Permission.CRIME_WRITE))
        make = Link("Make a pack", self.address("pack-make"))
        lines = [
            (
                Cell(f"{row.title}{f', number {row.number}' if row.number > 1 else ''}", row.get_absolute_url()),
                Cell(row.group.short_name or row.group.name),
                Cell(f"{row.made_at:%-d %B %Y}", note=f"by {self.who[row.made_by].body}"),
            )
            for row in rows
        ]
        empty = None
        if not rows and not self.request.GET.get("group"):
            why = "A pack freezes for a group what changed in a month, with what was put before it, as PDF and Word."
            empty = (
                Empty("Packs will be here", why, make.words, make.href)
                if may_make
                else Empty("Packs will be here", f"{why} An analyst, a chair or the manager makes one.")
            )
        return Listed(
            tables=(Table("Packs", ("Pack", "Group", "Made"), lines, empty="None is like that."),),
            lede="What each group read before it met. It is never changed: a correction is another, with its reason.",
            add=make if may_make and not empty else None,
            choices=(self.choice("group", "Group", [("", "Any"), *((str(each.pk), each.short_name or each.name)
                                                                   for each in self.groups)]),),
            empty=empty,
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        shown = {"breadcrumbs": CrimePage.crumbs(self), "being_made": being_made(self.partnership)}
        return super().get_context_data(**{**shown, **kwargs})


class PackListFile(TableFile, PackList):
    """The same list as CSV or JSON."""


class PackMake(Answering, PackPage):
    """For which group, of which month. The work is done behind the page."""

    change_permission = Permission.CRIME_WRITE
    form_only = True
    form_class = PackForm
    template_name = "insight/pack_make.html"
    heading = "Make a pack"
    lede = "It freezes what changed, the map, the series, what was put before the group, and its objectives’ figures."
    submit_text = "Make the pack"
    saved = "The pack is being made. It will be in this list in a few seconds."

    @cached_property
    def months(self):
        return sorted(changed(self.partnership, now=self.now).loaded, reverse=True)

    def groups(self):
        return ActionGroup.objects.within(self.partnership).open_on(self.now.date()).order_by("name")

    def initial(self):
        asked = str(self.request.GET.get("group", ""))
        groups = list(self.groups())
        chosen = next((each for each in groups if str(each.pk) == asked), None)
        chosen = chosen or next((each for each in groups if each.short_name == "JAG"), groups[0] if groups else None)
        month = str(self.request.GET.get("month", ""))
        latest = changed(self.partnership, now=self.now).period
        usual = latest.until if latest else (self.months[0] if self.months else "")
        return {"group": chosen, "month": month if month in self.months else usual}

    def make_form(self, data=None):
        return PackForm(data, initial=self.initial(), groups=self.groups(), months=self.months)

    def change(self, form):
        said = form.cleaned_data
        refuse_second(group=said["group"], month=said["month"], reason=said["reason"])
        running.start(
            PACK,
            by=self.access.audit_key,
            title=f"{said['group'].short_name or said['group'].name} pack, {in_words(said['month'])}",
            partnership=self.partnership,
            arguments={
                "group": said["group"].pk,
                "month": said["month"],
                "reason": said["reason"],
                "user": self.access.user_id,
                "asked": uuid4().hex,
            },
        )
        return self.address("pack-list")

    def back(self):
        return self.address("pack-list")

    def get_context_data(self, **kwargs):
        crumbs = [*self.crumbs(), (self.heading,)]
        return super().get_context_data(**{"breadcrumbs": crumbs, "has_months": bool(self.months), **kwargs})


class OnePack(PackPage):
    """A page of one pack."""

    pack: Pack

    def find(self, **kwargs):
        super().find(**kwargs)
        self.pack = get_object_or_404(Pack.objects.within(self.partnership).select_related("group"), pk=kwargs["pk"])
        self.pack.partnership = self.partnership


class PackDetail(OnePack):
    """The pack itself, as it was frozen."""

    template_name = "insight/pack_detail.html"

    def get_context_data(self, **kwargs):
        content = from_json(self.pack.snapshot)
        return super().get_context_data(
            pack=self.pack,
            content=content,
            paper=paper_of(content),
            marking=MARKING,
            files=[(self.address("pack-file", self.pack.pk, kind), writer.label) for kind, writer in WRITERS.items()],
            is_as_made=is_as_made(self.pack),
            made_by=hands([self.pack.made_by], self.access)[self.pack.made_by],
            may_make=bool(self.access.reach(Permission.CRIME_WRITE)),
            **kwargs,
        )


class PackFileGet(OnePack):
    """One of its files, as it was first written."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["kind"] not in WRITERS:
            raise Http404
        self.kind = kwargs["kind"]

    def get(self, request, *args, **kwargs):
        file = disclose_pack(pack=self.pack, kind=self.kind, by=self.access, now=self.now)
        writer = WRITERS[self.kind]
        name = f"{self.partnership.slug}-{self.pack.group.short_name or 'group'}-pack-{self.pack.month}".lower()
        return download(file.content, name=f"{name}{writer.suffix}", media_type=writer.media_type, sha256=file.sha256)

"""Lists of records, of all kinds or of one, and the same as CSV and JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.functional import cached_property
from django.utils.text import slugify

from frankpledge.core.fields import errors_of
from frankpledge.formats.formulas import delimited_file
from frankpledge.records.forms import NarrowForm
from frankpledge.records.kinds import told
from frankpledge.records.queries import Asked, heads_of, lines_of, named_by
from frankpledge.records.views.pages import RecordsPage, in_full

A_PAGE = 25


class RecordList(RecordsPage):
    """What was recorded, the newest first. With a kind in its address: of that kind, with that kind's columns."""

    template_name = "records/list.html"
    file_kinds: ClassVar[dict[str, str]] = {"csv": "CSV", "json": "JSON"}  # the endings, and what people call them

    @cached_property
    def form(self):
        return NarrowForm(self.request.GET, access=self.access, kind=self.kind)

    @cached_property
    def asked(self):
        """What was asked for; a filter that makes no sense narrows nothing, and the form says so."""
        self.form.is_valid()
        names = {each.name for each in fields(Asked)}
        return Asked(**{name: value for name, value in self.form.cleaned_data.items() if value and name in names})

    def rows(self):
        """Everything asked for, in order, not yet fetched."""
        model = self.kind.model if self.kind else self.root
        return self.narrowed(model.objects.visible_to(self.access))

    def narrowed(self, rows):
        """Those of these records that answer what was asked for: of the root, or of any kind."""
        return self.asked.narrow(rows)

    def files(self):
        query = self.request.GET.urlencode()
        name = "list-file" if self.kind else "every-file"
        parts = [self.kind.slug] if self.kind else []
        end = f"?{query}" if query else ""
        return [(words, self.address(name, *parts, each) + end) for each, words in self.file_kinds.items()]

    def heads(self):
        own = [self.kind.label_of(name) for name in self.kind.columns] if self.kind else ["Kind"]
        return ["What", "Date", *own, "Led by", "State"]

    def cells(self, row):
        """The middle of a line: its kind's own columns, or its kind."""
        if self.kind is None:
            return [("Kind", row.declared.name.capitalize())]
        return [(self.kind.label_of(name), in_full(told(row, name))) for name in self.kind.columns]

    @property
    def heading(self):
        return self.kind.label_of_plural if self.kind else self.home[0]

    def kinds(self):
        """The lists of one kind each, under their headings."""
        return [
            (family, [(kind, self.address("list", kind.slug)) for kind in kinds])
            for family, kinds in self.registry.by_family()
        ]

    def page_of(self, rows, size):
        """One page of them, with who leads each. Their partnership is known: joined in, it would cost the order."""
        page = Paginator(rows.select_related("lead_agency", "lead_group"), size).get_page(self.request.GET.get("page"))
        for row in page:
            row.partnership = self.partnership
        return page

    def listed(self):
        """The page of the list. A look at the same records that is no list answers with what it shows."""
        named = named_by(self.kind, self.kind.columns) if self.kind else []
        rows = self.rows().select_related(*named) if named else self.rows()
        page = self.page_of(rows.prefetch_related(*(self.kind.inside if self.kind else ())), A_PAGE)
        may_add = bool(self.access.reach(self.registry.write))
        add = self.address("add", self.kind.slug) if self.kind else self.address("choose")
        return {
            "page_obj": page,
            "lines": [(row, self.cells(row)) for row in page],
            "heads": self.heads(),
            "lede": self.kind.purpose if self.kind else "What the partnership did, is doing and is about to do.",
            "families": self.kinds(),
            "add_url": add if may_add else "",
        }

    def get_context_data(self, **kwargs):
        shown = {
            "heading": self.heading,
            "narrow": self.form,
            "has_errors": bool(errors_of(self.form)),
            "is_narrowed": bool(self.request.GET.keys() - {"page"}),
            "files": self.files(),
            **self.listed(),
        }
        return super().get_context_data(**{**shown, **kwargs, "breadcrumbs": self.crumbs()[:1] if self.kind else []})


class RecordListFile(RecordList):
    """The same list as a file: what is personal is left to the record's own page."""

    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["file"] not in self.file_kinds:
            raise Http404

    def get(self, request, *args, **kwargs):
        heads = heads_of(self.kind)
        lines = lines_of(self.rows(), self.kind)
        if kwargs["file"] == "csv":
            table = [heads, *(["" if value is None else value for value in line] for line in lines)]
            response = HttpResponse(delimited_file(table), content_type="text/csv; charset=utf-8")
        else:
            names = [slugify(head).replace("-", "_") for head in heads]
            response = JsonResponse({"rows": [dict(zip(names, line, strict=True)) for line in lines]})
        return self.named(response)

    def named(self, response):
        """The answer as a file with a name that says what it is."""
        name = f"{self.partnership.slug}-{self.kind.slug if self.kind else slugify(self.home[0])}"
        response["Content-Disposition"] = f'attachment; filename="{name}.{self.kwargs["file"]}"'
        return response

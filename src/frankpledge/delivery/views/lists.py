"""Lists of what was recorded, and the same as files."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import cached_property

from frankpledge.delivery.above import above
from frankpledge.delivery.forms import NarrowActivity
from frankpledge.delivery.models import DeliveryRecord
from frankpledge.delivery.queries import linked_to
from frankpledge.delivery.taking.changes import take_away
from frankpledge.delivery.taking.sheets import Taker
from frankpledge.delivery.taking.writing import as_workbook, zipped
from frankpledge.delivery.views.pages import Activity
from frankpledge.delivery.views.ways import ways
from frankpledge.records.views import lists

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_IN_A_WORKBOOK = 20_000  # records; longer lists come as a zip, which is written while it is sent


class ListOfActivity(Activity, lists.RecordList):
    """A list that can be narrowed to what delivers one objective."""

    file_kinds: ClassVar = {
        **lists.RecordList.file_kinds,
        "xlsx": "Excel, with everything inside each record",
        "zip": "a zip of tables, with everything inside each record",
    }

    def narrowed(self, rows):
        rows = super().narrowed(rows)
        return rows if self.objective is None else rows.filter(linked_to(self.objective))

    def get_context_data(self, **kwargs):
        may_bring = self.kind is not None and bool(self.access.reach(self.registry.write))
        bring = self.address("bring", self.kind.slug) if may_bring else ""
        return super().get_context_data(
            **{"objective": self.objective, "bring_url": bring, "ways": ways(self), **kwargs}
        )


class Across(ListOfActivity):
    """A page of all kinds at once, or of the one its query names: a look at the list, and not a list of its own."""

    def find(self, **kwargs):
        super().find(**kwargs)
        self.kind = self.kind or self.registry.find(str(self.request.GET.get("kind", "")))

    @cached_property
    def form(self):
        return NarrowActivity(self.request.GET, access=self.access, kind=self.kind)


class RecordList(ListOfActivity):
    """What the partnership did."""

    template_name = "delivery/list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"boxes": above(self), **kwargs})


class RecordListFile(Across, lists.RecordListFile):
    """The same as a file; as a zip of tables or a workbook, with everything inside each record.

    Whichever look it was taken from: of one kind where that look was.
    """

    def get(self, request, *args, **kwargs):
        if kwargs["file"] not in ("zip", "xlsx"):
            return super().get(request, *args, **kwargs)
        root = DeliveryRecord.objects.visible_to(self.access)
        taker = Taker(self.access, root.filter(pk__in=self.rows().order_by().values("pk")))
        if kwargs["file"] == "xlsx" and taker.records.count() > MOST_IN_A_WORKBOOK:
            return HttpResponseRedirect(request.get_full_path().replace("/as/xlsx/", "/as/zip/", 1))
        take_away(taker=taker, kind_of_file=kwargs["file"], by=self.access, now=self.now)
        if kwargs["file"] == "xlsx":
            return self.named(HttpResponse(as_workbook(taker.sheets()), content_type=EXCEL))
        roles = ", ".join(self.access.role_names).lower()
        pieces = zipped(
            taker.sheets(), partnership=self.partnership.name, taker=f"somebody who is {roles}",
            now=timezone.localtime(self.now),
        )  # fmt: skip
        return self.named(StreamingHttpResponse(pieces, content_type="application/zip"))

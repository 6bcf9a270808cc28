"""The sheet of contact cards to print."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from frankpledge.delivery.models import ContactCard
from frankpledge.delivery.views.pages import Activity
from frankpledge.papers.pdf import write_pdf
from frankpledge.plans.exporting import look_of
from frankpledge.records.views.pages import OneRecord


class CardSheet(Activity, OneRecord):
    """One version of the card, as a PDF of A4 to cut out, with the log of those issued."""

    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if not isinstance(self.record, ContactCard):
            raise Http404

    def get(self, request, *args, **kwargs):
        content = write_pdf(self.record.paper(), look_of(self.partnership, timezone.localdate(self.now)))
        name = f"{self.partnership.slug}-{self.record.number.lower()}.pdf"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

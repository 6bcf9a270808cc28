"""One record: what it says and what stands beside it, recorded, edited, moved on."""

from __future__ import annotations

from frankpledge.delivery.beside import beside
from frankpledge.delivery.carried.views.photographs import WithPhotograph
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.permissions import Permission
from frankpledge.records.views import one, parts


class RecordChoose(Activity, one.RecordChoose):
    """What do you want to record?"""

    permission = Permission.DELIVERY_WRITE


class RecordAdd(WithPhotograph, Activity, one.RecordAdd):
    """A new record, and a photograph of it."""

    change_permission = Permission.DELIVERY_WRITE


class RecordEdit(Activity, one.RecordEdit):
    """Change what a record says."""

    change_permission = Permission.DELIVERY_WRITE


class RecordMove(Activity, one.RecordMove):
    """Take one step."""

    change_permission = Permission.DELIVERY_WRITE


class RecordDetail(Activity, one.RecordDetail):
    """A record with what it delivers."""

    template_name = "delivery/detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"beside": beside(self), **kwargs})


class PartAdd(Activity, parts.PartAdd):
    """A line in one of its tables."""

    change_permission = Permission.DELIVERY_WRITE


class PartEdit(Activity, parts.PartEdit):
    """A line said otherwise."""

    change_permission = Permission.DELIVERY_WRITE


class PartRemove(Activity, parts.PartRemove):
    """A line that should not be there. Only sent, by a button on the record's page."""

    change_permission = Permission.DELIVERY_WRITE

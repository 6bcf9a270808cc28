"""Every change that is the root's own, beside those the engine makes: links to the plan, tasks."""

from frankpledge.delivery.changes.links import link_record, unlink_record

__all__ = ["link_record", "unlink_record"]

"""Shows a report's blocks on a page, as every paper's are shown."""

from __future__ import annotations

from frankpledge.plans.templatetags.paper_blocks import register

__all__ = ["register"]

"""What every template may use: the partnership, its navigation, and who is signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission

# The map of the house (docs/guide). A person sees only what they may use.
NAVIGATION = (
    ("My work", "my-work", Permission.PLAN_VIEW),
    ("Plan", "plan-list", Permission.PLAN_VIEW),
    ("Quarter", "quarter-list", Permission.PLAN_VIEW),
    ("Crime", "crime-home", Permission.CRIME_VIEW),
    ("Activity", "activity-list", Permission.DELIVERY_VIEW),
    ("Groups", "group-list", Permission.PARTNERSHIP_VIEW),
    ("Partnership", "partnership-detail", Permission.PARTNERSHIP_VIEW),
)


def furniture(request: HttpRequest) -> dict[str, Any]:
    """The frame of the page. Nothing here asks the database: the guard has already worked out the access."""
    access: Access | None = getattr(request, "access", None)
    context: dict[str, Any] = {
        "demonstration": settings.DEMONSTRATION,
        "request_id": getattr(request, "number", ""),
        "printed_address": settings.PUBLIC_ADDRESS + request.path,
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context |= {
            "signed_in_name": user.name,
            "account_url": reverse("account-security"),
            "sign_out_url": reverse("account_logout"),
        }
    if access is None:
        return context
    slug = access.partnership.slug
    here = getattr(request.resolver_match, "url_name", "") if request.resolver_match else ""
    area = getattr(getattr(request.resolver_match, "func", None), "view_class", None)
    active = getattr(area, "area", here)
    return context | {
        "partnership": access.partnership,
        "access": access,
        "search_url": reverse("search", args=[slug]),
        "brand_url": f"{reverse('partnership-brand', args=[slug])}?v={access.partnership.version}",
        "navigation": [
            {"text": text, "href": reverse(name, args=[slug]), "active": name == active}
            for text, name, permission in NAVIGATION
            if access.reach(permission)
        ],
    }

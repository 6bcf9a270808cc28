"""What programs may ask: where to begin, the reference made from the OpenAPI document, and the document itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import JsonResponse
from django.views import View

from frankpledge.api.v1 import ABOUT, api
from frankpledge.api.views.pages import ProgramPage


class Programs(ProgramPage):
    """Where to begin."""

    template_name = "api/programs.html"


class Reference(ProgramPage):
    """Every question, with what it may be answered."""

    template_name = "api/reference.html"
    here = "Reference"

    def get_context_data(self, **kwargs):
        return super().get_context_data(about=_about(), operations=list(operations()), **kwargs)


def _about() -> list[list[tuple[str, bool]]]:
    """What stands above the reference: paragraphs of words, and whether they are to be typed as they stand."""
    return [
        [(words, place % 2 == 1) for place, words in enumerate(paragraph.split("`"))]
        for paragraph in ABOUT.strip().split("\n\n")
    ]


def operations() -> Iterator[dict[str, Any]]:
    """Each operation of the OpenAPI document, in its order."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, said in methods.items():
            yield {
                "method": method.upper(),
                "path": path,
                "summary": said["summary"],
                "tag": said["tags"][0],
                "parameters": [
                    {"name": each["name"], "where": each["in"], "words": each.get("description", "")}
                    for each in said.get("parameters", [])
                    if each["in"] != "header"  # the same for every question: said once, above
                ],
                "statuses": sorted(str(status) for status in said["responses"]),
            }


class OpenApi(View):
    """The OpenAPI 3.1 document, for whoever is logged in; the project's own copy is docs/reference/openapi.json."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        return JsonResponse(api.get_openapi_schema())

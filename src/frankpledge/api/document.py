"""The OpenAPI document as it is told: what every address has in common is said here, once, for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

PROBLEM = "application/problem+json"
FIRST_ERROR = 400


class Documented(NinjaAPI):
    """The API with its whole document: errors as problem+json, lists also as CSV, ETags and what is sent with them."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for method, operation in _operations(schema):
            _say_errors(operation["responses"])
            if any(each["name"] == "size" for each in operation.get("parameters", ())):
                _say_csv(operation)
            _say_headers(method, operation)
        return schema


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in schema["paths"].values():
        yield from methods.items()


def _say_errors(responses: dict[Any, Any]) -> None:
    """Every error is a problem (RFC 9457), whatever else the address answers."""
    for status, said in responses.items():
        if int(status) >= FIRST_ERROR and "application/json" in said.get("content", {}):
            said["content"] = {PROBLEM: said["content"].pop("application/json")}


def _say_csv(operation: dict[str, Any]) -> None:
    kinds = {"type": "string", "enum": ["json", "csv"], "default": "json"}
    words = "The rows as JSON, or as a CSV file"
    operation["parameters"].append(
        {"in": "query", "name": "format", "schema": kinds, "required": False, "description": words}
    )
    _success(operation)["content"]["text/csv"] = {"schema": {"type": "string"}}


def _say_headers(method: str, operation: dict[str, Any]) -> None:
    asked = _READ if method == "get" else _WRITTEN
    operation["parameters"] = [*operation.get("parameters", ()), *deepcopy(asked)]
    if "304" in map(str, operation["responses"]) or method != "get":
        _success(operation)["headers"] = deepcopy(_ETAG)


def _success(operation: dict[str, Any]) -> dict[str, Any]:
    return next(said for status, said in operation["responses"].items() if int(status) == 200)


def _header(name: str, words: str, pattern: str = "") -> dict[str, Any]:
    schema = {"type": "string", **({"pattern": pattern} if pattern else {})}
    return {"in": "header", "name": name, "schema": schema, "required": False, "description": words}


_ETAG = {"ETag": {"description": "The version of what was answered", "schema": {"type": "string"}}}
_READ = [_header("If-None-Match", "The ETag of what is known already: answered 304 while it is the same")]
_WRITTEN = [
    _header(
        "If-Match",
        "The ETag of what was read: anything newer is answered 412, and nothing at all 428",
        r'^((W/)?"v[0-9]{1,9}")?$',
    ),
    _header("If-None-Match", "An asterisk instead of If-Match, where nobody has written anything yet", r"^\*?$"),
    _header(
        "Idempotency-Key",
        "1 to 80 printable characters: the same key again within 24 hours changes nothing",
        r"^[\x21-\x7e]{0,80}$",
    ),
]

"""GOV.UK components as functions, made so that no text of a person's can become HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

_LONGEST_KEPT = 4_000  # letters: what is longer is somebody's text, and is not kept in memory


@cache
def _environment() -> Environment:
    # One environment for the process: each component is compiled once, on its first use.
    package = PackageLoader("govuk_frontend_jinja")
    return Environment(loader=PrefixLoader({"govuk_frontend_jinja": package}), autoescape=True, auto_reload=False)


@cache
def _macro(name: str) -> Any:
    folder = name.replace("_", "-")
    words = "".join(word.capitalize() for word in folder.split("-"))
    template = _environment().get_template(f"govuk_frontend_jinja/components/{folder}/macro.html")
    return getattr(template.module, f"govuk{words}")


def component(name: str, /, **params: Any) -> SafeString:
    """The component ``name`` ("error-summary"), with the parameters the Design System documents for it.

    ``text`` is escaped, and so is ``html`` unless it was marked safe: unlike the original, this never trusts a string
    for the name of the parameter it arrived in. Names may be written ``like_this`` instead of ``likeThis``.
    """
    given = _params({_camel(key): value for key, value in params.items()})
    said = repr(given)
    drawn = _drawn if len(said) <= _LONGEST_KEPT else _drawn.__wrapped__
    return mark_safe(drawn(_Asked(name, said, given)))  # noqa: S308  (the macros escape; the tests attack them)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A component with its parameters, told from another by how they are written: safe text is written otherwise."""

    name: str
    said: str
    params: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=500)
def _drawn(asked: _Asked) -> str:
    """The same parameters are the same HTML, and a page asks for the same date boxes on every visit."""
    return str(_macro(asked.name)(asked.params)).strip()


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match.group(1).upper(), name)


def _params(mapping: Mapping[str, Any]) -> dict[str, Any]:
    # A missing value and None are the same here; the macros would print "None".
    return {key: _value(key, value) for key, value in mapping.items() if value is not None}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, Promise):
        value = str(value)
    if _is_markup(key):
        return _markup(key, value)
    if isinstance(value, Mapping):
        return _slots(value) if key == "slots" else _params(value)
    if isinstance(value, list | tuple):
        return [_value("", each) for each in value]
    return _plain(value)


def _is_markup(key: str) -> bool:
    return key.lower().endswith(("html", "attributes"))


def _markup(key: str, value: Any) -> Any:
    if not key.lower().endswith("attributes"):
        return escape(value) if value else ""
    if not isinstance(value, Mapping):
        raise TypeError(f"{key} of a GOV.UK component is a mapping of names to values, not text.")
    # None leaves an attribute out and True writes its name alone, as in Django's own widgets.
    return {name: _attribute(each) for name, each in value.items() if each is not None and each is not False}


def _attribute(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _params(value)
    return {"value": True, "optional": True} if value is True else str(value)


def _slots(mapping: Mapping[str, Any]) -> dict[str, Markup]:
    return {key: escape(value) for key, value in mapping.items()}


def _plain(value: Any) -> Any:
    # Jinja loses a SafeString's safety when it trims it, and would escape it twice; Markup keeps it.
    if hasattr(value, "__html__"):
        return Markup(cast(str, value))  # noqa: S704
    return str(value) if isinstance(value, str) else value  # a choice is its word: two may be written alike

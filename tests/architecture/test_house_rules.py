"""The rules of the house that import-linter and ruff cannot see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.sources import ROOT, SOURCE, modules, name, tree

LONGEST = 400
BANNED_NAMES = {"utils", "helpers", "common", "misc", "manager", "base"}
# Where something may be written. A change to a partnership's data has one address: its app's `changes`.
# `testing` logs in for tests and benchmarks; the pure libraries have no database to write to.
WRITERS = re.compile(
    r"(^|/)(changes(/|\.py)|importing|log\.py$|submissions\.py$|throttl|testing\.py$)"
    r"|^(analysis|crimestore|formats|papers|plandocs)/"
)
WRITING_METHODS = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "update", "aupdate",
    "acreate", "asave", "adelete",
}  # fmt: skip
OURS = {
    "core", "audit", "jobs", "post", "accounts", "partners", "documents", "plans", "measures", "quarters", "strategy",
    "insight", "law", "records", "delivery", "reporting", "api",
}  # fmt: skip


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_says_why_it_exists(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{name(path)} has no docstring"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_is_named_for_what_is_in_it(path: Path) -> None:
    assert path.stem not in BANNED_NAMES


@pytest.mark.parametrize("path", modules(), ids=name)
def test_only_changes_write(path: Path) -> None:
    if WRITERS.search(name(path)):
        return

    writes = [
        f"line {node.lineno}: .{node.func.attr}()"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node.func)
    ]

    assert not writes, f"{name(path)} writes to the database outside a changes module: {writes}"


def _writes(function: ast.Attribute) -> bool:
    if function.attr not in WRITING_METHODS:
        return False
    # `set.update`, `dict.update`, `hashlib.update` are not the database: only querysets and models are.
    receiver = ast.unparse(function.value)
    if function.attr in {"update", "delete", "create"}:
        return "objects" in receiver or receiver.endswith((".all()", "_set")) or ".filter(" in receiver
    # A view's own `save` is its one call into the domain; a model's is not in a view.
    return receiver not in {"self", "super()"}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_says_which_fields_are_personal_and_how_long_they_are_kept(model: type[models.Model]) -> None:
    privacy = model.__dict__.get("Privacy")

    assert privacy is not None, f"{model.__name__} has no class Privacy"
    assert privacy.retention
    fields = {field.name for field in model._meta.get_fields()}
    assert set(privacy.personal) <= fields, f"not fields of {model.__name__}: {set(privacy.personal) - fields}"


SUSPICIOUS = re.compile(r"(^|_)(email|phone|postcode|address|birth|surname|ip|user_agent|device)(_|$)")


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_field_that_sounds_personal_is_declared_so(model: type[models.Model]) -> None:
    sounding = {field.name for field in model._meta.concrete_fields if SUSPICIOUS.search(field.name)}

    assert sounding <= set(model.Privacy.personal), f"{model.__name__}: {sounding - set(model.Privacy.personal)}"


def test_migrations_are_named_and_short() -> None:
    for path in SOURCE.rglob("migrations/0*.py"):
        assert re.fullmatch(r"\d{4}_[a-z0-9_]{4,50}", path.stem), path.name
        assert "auto_" not in path.stem


def test_every_founding_decision_has_its_record() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    numbers = [int(path.name[:4]) for path in records]

    assert numbers == list(range(1, len(numbers) + 1))
    for path in records:
        text = path.read_text(encoding="utf-8")
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in text, f"{path.name} has no {heading}"


def test_each_dependency_carries_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [")[1].split("\n]")[0]

    for line in lines.splitlines():
        if line.strip().startswith('"'):
            assert "# " in line, f"no reason beside {line.strip()}"


def test_no_address_of_a_package_registry_is_in_the_project() -> None:
    hosts = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npm", "npm" + r"js\.(org|com)"])
    )
    looked_at = [
        ROOT / "pyproject.toml",
        *ROOT.glob("requirements/*"),
        *ROOT.glob("frontend/*.json"),
        *ROOT.glob("*.md"),
    ]

    for path in looked_at:
        assert not hosts.search(path.read_text(encoding="utf-8")), path.name

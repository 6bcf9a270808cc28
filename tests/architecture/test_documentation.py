"""What the documentation must know of: every setting, role, permission, finding, refusal and command."""

from __future__ import annotations

import re

import click
import pytest

from frankpledge.cli import main
from frankpledge.formats.refusals import REFUSALS
from frankpledge.partners.permissions import ROLES, Permission
from frankpledge.plandocs.codes import CODES
from scripts.reference import NOTE, PAGES
from tests.architecture.sources import ROOT, modules

REFERENCE = ROOT / "docs" / "reference"


def settings_read() -> set[str]:
    """Every FRANKPLEDGE_… name the code asks the environment for."""
    found: set[str] = set()
    for path in modules():
        found |= set(re.findall(r'"(FRANKPLEDGE_[A-Z_]+)"', path.read_text(encoding="utf-8")))
    return found


def commands(group: click.Group = main, before: str = "frankpledge") -> list[str]:
    """Every command with its words: "frankpledge plan check"."""
    found = []
    for name, command in group.commands.items():
        here = f"{before} {name}"
        found += commands(command, here) if isinstance(command, click.Group) else [here]
    return found


@pytest.mark.parametrize("setting", sorted(settings_read()))
def test_a_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in (REFERENCE / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_finding_is_documented(code: str) -> None:
    assert f"`{code}`" in (REFERENCE / "findings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_is_documented(code: str) -> None:
    assert f"`{code}`" in (REFERENCE / "refusals.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_is_documented(role: str) -> None:
    assert f"`{role}`" in (REFERENCE / "permissions.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("permission", sorted(Permission))
def test_a_permission_is_documented(permission: str) -> None:
    assert f"`{permission}`" in (REFERENCE / "permissions.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", commands())
def test_a_command_is_documented(command: str) -> None:
    assert f"`{command}" in (REFERENCE / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_reference_page_is_as_the_code_has_it(page: str) -> None:
    assert (REFERENCE / page).read_text(encoding="utf-8") == NOTE + PAGES[page](), "run: make docs"


def test_every_link_between_documents_leads_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}"

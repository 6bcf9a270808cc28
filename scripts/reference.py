"""Writes docs/reference from the code, so that the two cannot differ. Run by ``make docs``; a test compares."""

from __future__ import annotations

import inspect
import json
import os
import re
from pathlib import Path

import click
import django

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n\n"


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table; bars and line breaks inside cells are made safe."""
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join('---' for _ in heads)}|"]
    lines += ["| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def permissions() -> str:
    """Roles, what each may do and how far it reaches."""
    from frankpledge.partners.permissions import ROLES, Permission

    text = """# Roles and permissions

A permission reaches the whole partnership, what one's own agency leads, or what a group one chairs leads.

"""
    text += table(("role", "key", "what it is for"), [(r.name, f"`{r.key}`", r.description) for r in ROLES.values()])
    heads = ("permission", *(role.name for role in ROLES.values()))
    rows = []
    for permission in Permission:
        reaches = [", ".join(sorted(role.grants.get(permission, ()))) or "–" for role in ROLES.values()]
        rows.append((f"`{permission}`", *reaches))
    return text + "\n## How far each reaches\n\n" + table(heads, rows)


def findings() -> str:
    """Every code the check can give."""
    from frankpledge.plandocs.codes import CODES

    rows = [(f"`{code.code}`", code.title, code.why, code.advice) for code in CODES.values()]
    text = """# What the plan check finds

Each finding has a code, the place, why it matters and what to do. Nothing is filled in by itself.

"""
    return text + table(("code", "what", "why it matters", "what to do"), rows)


def refusals() -> str:
    """Every reason a document is refused."""
    from frankpledge.formats.refusals import REFUSALS

    rows = [(f"`{code}`", words) for code, words in sorted(REFUSALS.items())]
    text = """# Why a document is refused

A refused document changes nothing. The page, and `frankpledge plan check`, say which of these it was and what to do.

"""
    return text + table(("code", "why"), rows)


def settings() -> str:
    """Every setting, with the comment that stands above it in the code."""
    rows: dict[str, tuple[str, ...]] = {}
    project = ROOT / "src" / "frankpledge" / "project"
    files = sorted((ROOT / "src" / "frankpledge").rglob("*.py"))
    for path in [project / "settings.py", project / "secret.py", *files]:  # where a setting is explained comes first
        comment: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("#"):
                comment.append(line.strip().lstrip("# "))
                continue
            for name in re.findall(r'"(FRANKPLEDGE_[A-Z_]+)"', line):
                if name not in rows or not rows[name][1]:
                    rows[name] = (f"`{name}`", " ".join(comment), _default(line, name))
            comment = []
    text = """# Settings

All from the environment; a setting that cannot be used stops the start and is named. Any may instead be given as a
file's path in `NAME_FILE`, which keeps secrets out of the environment.

"""
    return text + table(("setting", "what it is", "when unset"), [rows[name] for name in sorted(rows)])


def _default(line: str, name: str) -> str:
    """What stands after the name in the call, up to the bracket that closes it."""
    rest, depth = line.partition(f'"{name}"')[2], 0
    for place, letter in enumerate(rest):
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            words = re.sub(r"^,\s*(default=)?|,\s*least=.*$", "", rest[:place]).strip()
            return f"`{words}`" if words else ""
    return ""


def commands() -> str:
    """Every command with its help."""
    from frankpledge.cli import main

    parts = ["# Commands\n"]

    def describe(command: click.Command, words: str) -> None:
        if isinstance(command, click.Group):
            for name, inner in sorted(command.commands.items()):
                describe(inner, f"{words} {name}")
            return
        context = click.Context(command, info_name=words)
        usage = command.get_usage(context).removeprefix("Usage: ")
        parts.append(f"## `{usage}`\n\n{inspect.cleandoc(command.help or '')}\n")
        options = [o.get_help_record(context) for o in command.params if isinstance(o, click.Option)]
        rows = [(f"`{record[0]}`", record[1]) for record in options if record]
        if rows:
            parts.append(table(("option", ""), rows))

    describe(main, "frankpledge")
    parts.append(inspect.cleandoc(main.help or "").split("\n\n")[-1])
    return "\n".join(parts) + "\n"


def data_dictionary() -> str:
    """Every table with its fields, which of them are personal, and how long rows are kept."""
    from django.apps import apps

    text = "# Data dictionary\n\n"
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if not model.__module__.startswith("frankpledge."):
            continue
        privacy = model.__dict__["Privacy"]
        text += f"## {model._meta.label}\n\n{inspect.cleandoc(model.__doc__ or '')}\n\nKept: {privacy.retention}.\n\n"
        rows = [
            (
                f"`{field.name}`",
                type(field).__name__,
                "personal" if field.name in privacy.personal else "",
                str(getattr(field, "help_text", "")),
            )
            for field in model._meta.concrete_fields
        ]
        text += table(("field", "type", "privacy", "note"), rows) + "\n"
    return text


def openapi() -> str:
    """What programs may ask, as it is served. It has no note in front: JSON has no comments."""
    from frankpledge.api.v1 import api

    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"


PAGES = {
    "permissions.md": permissions,
    "findings.md": findings,
    "refusals.md": refusals,
    "settings.md": settings,
    "commands.md": commands,
    "data-dictionary.md": data_dictionary,
}


def main() -> None:
    """Write every page that has changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.project.settings")
    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    written = {name: NOTE + page() for name, page in PAGES.items()} | {"openapi.json": openapi()}
    for name, content in written.items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            click.echo(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

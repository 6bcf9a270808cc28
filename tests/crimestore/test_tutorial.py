"""The tutorial on the real files: every example and every command gives what the page says."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from frankpledge.cli import main
from frankpledge.crimestore import Store

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "crime-figures.md"
COMMANDS = re.findall(r"^```\n\$ frankpledge (.+)\n((?:.+\n)+?)```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_example_of_the_tutorial_gives_what_it_says(real_store: Store, data_folder: Path) -> None:
    outcome = doctest.testfile(
        str(PAGE),
        module_relative=False,
        encoding="utf-8",
        globs={"store": real_store, "data": data_folder},
        optionflags=doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL,
    )

    assert outcome.attempted >= 20
    assert outcome.failed == 0


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_every_command_of_the_tutorial_prints_what_it_says(real_store: Store, command: str, shown: str) -> None:
    root = str(real_store.folder.root)
    words = [root if word == "crime" else word for word in shlex.split(command)]

    done = CliRunner().invoke(main, words)

    assert done.exit_code == 0
    assert done.stdout.split() == shown.split()


def test_the_tutorial_has_commands() -> None:
    assert len(COMMANDS) >= 2

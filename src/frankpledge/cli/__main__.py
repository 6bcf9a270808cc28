"""Lets ``python -m frankpledge.cli`` be the command, for a process that starts another of itself."""

from __future__ import annotations

from frankpledge.cli import main

main()

"""Keeps the installation's secret key: given by the environment, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from frankpledge.project import environment


def secret_key(data: Path) -> str:
    """The key that signs sessions and links and seals the audit. Lost, it logs all out; copied, it lets others in."""
    # Signs sessions and links and seals the audit. Unset: made once and kept in the data folder.
    if given := environment.text("FRANKPLEDGE_SECRET_KEY"):
        if len(given) < 32:
            raise environment.SettingWrong("FRANKPLEDGE_SECRET_KEY is shorter than 32 characters. Use a longer one.")
        return given
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        mine = path.with_suffix(f".{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            os.link(mine, path)  # the first process to arrive wins; the others read what it wrote
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text(encoding="utf-8").strip()

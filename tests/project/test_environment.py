"""Settings come from the environment, typed, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from frankpledge.project import environment
from frankpledge.project.environment import SettingWrong
from frankpledge.project.secret import secret_key


@pytest.mark.parametrize(("value", "meant"), [("true", True), ("Yes", True), ("0", False), ("off", False), ("", True)])
def test_a_flag_is_spelt_in_the_usual_ways(value: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_FLAG", value)

    assert environment.flag("A_FLAG", default=True) is meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: environment.flag("WRONG", default=False), "perhaps"),
        (lambda: environment.number("WRONG", default=1), "three"),
        (lambda: environment.number("WRONG", default=1, least=5), "4"),
        (lambda: environment.database("WRONG", "sqlite:///x"), "mysql://host/name"),
        (lambda: environment.mail("WRONG"), "imap://host"),
    ],
)
def test_a_wrong_setting_is_named(read: object, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WRONG", value)

    with pytest.raises(SettingWrong, match="WRONG"):
        read()  # type: ignore[operator]


def test_a_secret_may_be_kept_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))

    assert environment.text("A_SECRET") == "from a file"


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(SettingWrong, match="A_SECRET_FILE"):
        environment.text("A_SECRET")


def test_a_database_is_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB", "postgresql://anna:p%40ss@db.example:5433/safety")

    database = environment.database("DB", "")

    assert database["USER"] == "anna"
    assert database["PASSWORD"] == "p@ss"
    assert database["PORT"] == "5433"


def test_sqlite_takes_an_absolute_path_and_takes_its_lock_at_once() -> None:
    database = environment.database("UNSET_DATABASE", "sqlite:////var/lib/frankpledge.sqlite3")

    assert database["NAME"] == "/var/lib/frankpledge.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FRANKPLEDGE_SECRET_KEY", raising=False)

    first, second = secret_key(tmp_path), secret_key(tmp_path)

    assert first == second
    assert len(first) >= 48
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_short_secret_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRANKPLEDGE_SECRET_KEY", "too short")

    with pytest.raises(SettingWrong, match="32"):
        secret_key(tmp_path)

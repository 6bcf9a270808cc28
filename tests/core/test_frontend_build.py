"""The built front end: ours alone, whole, and the same for everybody."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.template.loader import render_to_string
from selectolax.lexbor import LexborHTMLParser

from tests.core.gallery import page

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "frankpledge" / "core" / "static" / "built"
TEMPLATES = sorted((ROOT / "src").glob("frankpledge/**/*.html"))
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "core/sent_already.html"]


@pytest.fixture
def build() -> ModuleType:
    """``frontend/build.py``, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("front_end", FRONTEND / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def built() -> Path:
    if not (BUILT / "app.css").is_file():
        pytest.skip("the front end is not built: python frontend/build.py")
    return BUILT


def test_nothing_of_gov_uk_alone_is_served(built: Path) -> None:
    served = " ".join(path.read_text() for path in (built / "app.css", built / "app.js", built / "icon.svg"))

    assert "GDS Transport" not in served
    assert not re.search(r"crown|crest|govuk-logo", served, re.IGNORECASE)


def test_the_stylesheet_and_script_fetch_nothing_from_elsewhere(built: Path) -> None:
    fetched = re.findall(r"url\(([^)]*)\)", (built / "app.css").read_text())

    assert fetched
    assert [address for address in fetched if not (built / address.strip("\"'")).is_file()] == []
    assert "@import" not in (built / "app.css").read_text()
    assert "importScripts" not in (built / "app.js").read_text()


def test_every_package_in_the_build_has_its_licence_beside_it(built: Path) -> None:
    licences = (built / "THIRD-PARTY-LICENCES.txt").read_text()

    for name in (
        "govuk-frontend 6.3.0",
        "htmx.org 4.0.1",
        "accessible-autocomplete 3.0.1",
        "Preact",
        "SIL OPEN FONT LICENSE",
    ):
        assert name.lower() in licences.lower()


def test_documents_have_their_four_fonts_and_the_fonts_their_licence(built: Path) -> None:
    fonts = {path.name for path in (built.parents[1] / "fonts").iterdir()}

    assert fonts == {f"SourceSans3-{style}.ttf" for style in ("Regular", "Italic", "SemiBold", "Bold")} | {"OFL.txt"}


def test_the_packages_are_pinned_exactly_and_by_content_not_by_address() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text())
    lock = json.loads((FRONTEND / "package-lock.json").read_text())

    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_python_and_the_stylesheet_use_the_pair_that_was_made_together() -> None:
    javascript = json.loads((FRONTEND / "package.json").read_text())["dependencies"]["govuk-frontend"]

    assert javascript == "6.3.0"
    assert "govuk-frontend-jinja==4.1.0" in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_script_or_style_of_its_own(template: Path) -> None:
    source = template.read_text()

    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", source) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", source, re.IGNORECASE) == []


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_a_page_for_when_things_go_wrong_needs_nothing_and_leads_back(name: str) -> None:
    shown = LexborHTMLParser(render_to_string(name, {}))

    assert len(shown.css("h1")) == 1
    assert shown.css_first("main") is not None
    assert shown.css_first("a[href='/']") is not None


def test_the_page_of_last_resort_gives_the_reference_to_quote() -> None:
    assert "f00-ba4" in render_to_string("500.html", {"request_id": "f00-ba4"})


def test_the_frame_of_a_page_shows_whose_it_is_and_where_one_stands() -> None:
    shown = LexborHTMLParser(page())

    assert "Eastmarch Community Safety Partnership" in shown.css_first("header").text()
    assert shown.css_first("nav [aria-current]").text().strip() == "My work"
    assert shown.css_first("form[role=search]").attributes["action"] == "/search/"
    assert "https://safety.example.org/east/my-work/" in shown.css_first("footer").text()


def test_what_is_built_counts_as_current_only_while_its_sources_are_the_same(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    for name in ("package.json", "package-lock.json", "build.mjs", "src/app.js"):
        (tmp_path / name).write_text(name)
    output = tmp_path / "app.css"
    output.write_text("")
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "OUTPUT", (output,))
    monkeypatch.setattr(build, "STAMP", tmp_path / "stamp")
    (tmp_path / "stamp").write_text(build._fingerprint(build._sources()))

    assert build.is_current()
    (tmp_path / "src" / "app.js").write_text("changed")
    assert not build.is_current()


def test_without_node_it_is_said_plainly_what_to_do(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(build, "OUTPUT", (tmp_path / "app.css",))
    monkeypatch.setattr(build, "_packaged_node", lambda: None)

    with pytest.raises(build.CannotBuild, match="Node 20 or newer"):
        build.ensure(may_install=False)


def test_a_node_too_old_is_not_used(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.20.4\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(build, "_packaged_node", lambda: None)

    assert build.find_node() is None

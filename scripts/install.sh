#!/bin/sh
# Makes .venv and puts Frankpledge into it. Usage: scripts/install.sh [test]
# Needs Python 3.11 or newer. Everything else it fetches, or says plainly what is missing and what to do.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
stamp=.venv/.installed-$what
lock=requirements/$what.txt

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
stop() { printf '\n\033[1mCannot go on:\033[0m %s\n' "$*" >&2; exit 1; }

if [ -f "$stamp" ] && [ "$stamp" -nt "$lock" ] && [ "$stamp" -nt pyproject.toml ]; then
    say "Installed already"
else
    say "[1/4] Python"
    python=${PYTHON:-}
    for candidate in $python python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    [ -n "$python" ] || stop "Python 3.11 or newer was not found. On Debian: apt-get install python3"
    if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        # Debian ships Python without the part that makes virtual environments.
        if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            sh scripts/apt.sh python3-venv || stop "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"
        fi
        rm -rf .venv
        "$python" -m venv .venv
    fi
    say "[2/4] Libraries (a minute or two the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt ||
        stop "The Python package index could not be reached. Check this machine's network or its pip configuration."
    # uv is quick; where it cannot reach the index that pip is configured for, pip does the same work more slowly.
    # It is told to trust what this machine trusts: many councils look into their own encrypted traffic.
    .venv/bin/uv pip install --quiet --system-certs --python .venv/bin/python --require-hashes -r "$lock" 2>/dev/null ||
        .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r "$lock" ||
        stop "Some libraries could not be installed; the lines above say which."
    say "[3/4] Frankpledge itself"
    .venv/bin/uv pip install --quiet --system-certs --python .venv/bin/python --no-deps --no-build-isolation -e . ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    touch "$stamp"
fi

say "[4/4] Front end"
.venv/bin/python frontend/build.py || stop "The front end could not be built; the lines above say why."

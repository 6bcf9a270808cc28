#!/bin/sh
# Everything that can be checked without running a page, fastest first.
set -eu
cd "$(dirname "$0")/.."
step() {
    printf '\033[1m==>\033[0m %s\n' "$*"
    "$@"
}
PATH="$PWD/.venv/bin:$PATH"
export PATH
step ruff format --check --quiet src tests bench scripts
step ruff check --quiet src tests bench scripts
step lint-imports --no-cache
step python manage.py makemigrations --check --dry-run
step python manage.py check --fail-level WARNING
step mypy

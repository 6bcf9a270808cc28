#!/bin/sh
# The whole of `make test`: the checks, then the tests on SQLite, then the same tests on PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

# A data folder of its own: a test never meets somebody's real one.
folder=$(mktemp -d "${TMPDIR:-/tmp}/frankpledge-test.XXXXXX")
trap 'rm -rf "$folder"' EXIT INT TERM
export FRANKPLEDGE_DATA="$folder"
unset FRANKPLEDGE_DATABASE FRANKPLEDGE_DEMONSTRATION FRANKPLEDGE_ADDRESS FRANKPLEDGE_HOSTS FRANKPLEDGE_HTTPS || true

say "Browser"
if ! command -v chromium >/dev/null 2>&1; then
    sh scripts/apt.sh chromium || echo "    No Chromium, and it may not be installed here: browser tests will be skipped by name."
fi
say "PostgreSQL"
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    sh scripts/apt.sh postgresql || echo "    No PostgreSQL, and it may not be installed here: its half of the tests is left out."
fi

sh scripts/check.sh

say "Tests on SQLite"
.venv/bin/pytest -q -n "${PARALLEL:-2}" --dist worksteal -rsR "$@"

if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    say "The same tests on PostgreSQL"
    sh scripts/with-postgres.sh .venv/bin/pytest -q -n "${PARALLEL:-2}" --dist worksteal -rsR -m "not pure and not once" "$@"
fi

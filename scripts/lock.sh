#!/bin/sh
# Writes requirements/*.txt: every version with its hashes, for every Python we run on, and no addresses.
set -eu
cd "$(dirname "$0")/.."
compile() {
    out=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --no-annotate --output-file "requirements/$out" "$@"
}
compile run.txt pyproject.toml requirements/build.in
compile test.txt pyproject.toml requirements/build.in --extra test --extra lint
compile bench.txt pyproject.toml requirements/build.in --extra test --extra lint --extra bench
compile tools.txt requirements/tools.in

#!/bin/sh
# Runs a command against a throw-away PostgreSQL: made for it, reached only through a socket, gone afterwards.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] && [ -x "$bin/initdb" ] || { echo "No PostgreSQL server on this machine." >&2; exit 3; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/frankpledge-postgres.XXXXXX")
run=
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$folder"
    run="runuser -u postgres --"
fi
stop() {
    $run "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT INT TERM
cd "$folder" # a folder the server's own account can read
$run "$bin/initdb" -A trust -E UTF8 --locale=C.UTF-8 -U frankpledge "$folder/data" >/dev/null
# Durability is not what these databases are for: they live for one test run.
$run "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-k $folder -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" start >/dev/null
$run "$bin/createdb" -h "$folder" -U frankpledge frankpledge
cd - >/dev/null
export FRANKPLEDGE_DATABASE="postgresql://frankpledge@/frankpledge?host=$folder"
"$@"

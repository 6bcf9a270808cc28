#!/bin/sh
# Installs Debian packages where that may be done without asking anybody; otherwise fails without a word.
set -eu
command -v apt-get >/dev/null 2>&1 || exit 1
as_root=
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || exit 1
    as_root="sudo -n"
fi
printf '    installing %s\n' "$*"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && exit 0
$as_root apt-get update -qq >/dev/null 2>&1 && $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1

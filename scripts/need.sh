#!/bin/sh
# Installs the Debian packages of what is missing, or says which they are.
# usage: need.sh COMMAND=PACKAGE… ; `font:FAMILY=PACKAGE` asks for a font, `/PATH=PACKAGE` for a file
set -eu

missing=
for pair in "$@"; do
    what=${pair%%=*}
    case $what in
        font:*) fc-list 2>/dev/null | grep -q "${what#font:}" ;;
        /*) [ -e "$what" ] ;;
        *) command -v "$what" >/dev/null ;;
    esac || missing="$missing ${pair#*=}"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the Debian packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # several words
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Something is missing that only root can install. On Debian: sudo apt-get install$missing" >&2
    exit 1
fi

#!/bin/sh
# Makes .venv. Debian's python3 comes without what that needs; it is installed where we may.
set -eu

if ! command -v "$PYTHON" >/dev/null; then
    echo "There is no $PYTHON here. Install Python 3.11 or later, or name yours: make run PYTHON=python3.12" >&2
    exit 1
fi
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "$PYTHON is too old: Python 3.11 or later is needed." >&2
    exit 1
}
if ! "$PYTHON" -c 'import ensurepip' 2>/dev/null; then
    version=$("$PYTHON" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    scripts/need.sh "/nowhere/ensurepip=$version-venv"
fi
"$PYTHON" -m venv --clear .venv

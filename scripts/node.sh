#!/bin/sh
# Runs a command that needs Node.js and npm. Where the machine has none, or an old one, they come from PyPI into .venv.
set -eu
export PATH="$PWD/.venv/bin:$PATH"

recent() {
    command -v npm >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

recent || pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
exec "$@"

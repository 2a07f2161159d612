#!/bin/sh
# Lighthouse on the pages as the production server sends them (scripts/lighthouse.mjs). It is installed when first asked for.
set -eu
version=12.8.2
into=build/lighthouse

[ -e "$into/$version" ] || {
    mkdir -p "$into"
    PUPPETEER_SKIP_DOWNLOAD=1 scripts/node.sh npm install --prefix "$into" --ignore-scripts --no-audit --no-fund --loglevel=error \
        "lighthouse@$version"
    touch "$into/$version"
}
exec scripts/node.sh node scripts/lighthouse.mjs "$into/"

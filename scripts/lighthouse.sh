#!/bin/sh
# Lighthouse on the pages as the production server sends them (scripts/lighthouse.mjs). It is installed when first asked for,
# as scripts/lighthouse/package-lock.json says.
set -eu
lock=scripts/lighthouse/package-lock.json
into=build/lighthouse

cmp -s "$lock" "$into/package-lock.json" && [ -d "$into/node_modules/lighthouse" ] || {
    mkdir -p "$into"
    cp .npmrc scripts/lighthouse/package.json "$lock" "$into"
    PUPPETEER_SKIP_DOWNLOAD=1 scripts/node.sh npm ci --prefix "$into" --ignore-scripts --loglevel=error
}
exec scripts/node.sh node scripts/lighthouse.mjs "$into/"

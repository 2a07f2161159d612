# Set up, run and check the site. `make help` lists what there is. Each step leaves a stamp file, so that nothing is done twice.

PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 8000

BIN := .venv/bin
FLASK := $(BIN)/flask --app webapp
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

PAGES := $(shell find webapp templates -name '*.py' -o -name '*.html')
CATALOGS := $(wildcard translations/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGS:.po=.mo)
LAW := $(shell find questions -type f)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install install-dev assets test check lint format types catalogs law unit run-tests scenarios browser bench readability lighthouse translations screenshots screens wheel lock clean missing

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: install ## set up and serve at http://127.0.0.1:8000/ (HOST=… PORT=… for another address)
	@exec $(BIN)/python -m webapp serve --host $(HOST) --port $(PORT)

install-dev: install .venv/.dev ## set up with the tools for tests, drawings and locks

install: .venv/.run static/build/manifest.json build/.catalogs build/.bytecode build/.prepared ## set up alone: .venv, and all that is built

assets: static/build/manifest.json ## build the style sheet and the scripts

test: check browser ## everything that has to pass: check, and the tests in a browser

# What a tool finds in one place says nothing about the others, so all of them are run whatever the first ones find.
check: ## the fast part, all but the browser: lint, types, catalogs, readability and law in one round, then the tests
	@echo "This takes about two minutes on two cores: lint, types, catalogs, readability and law first, then the tests."
	@$(MAKE) --no-print-directory --keep-going readability lint types catalogs law || \
		{ echo "Mend what stands above first; the tests were not run."; exit 1; }
	@$(MAKE) --no-print-directory run-tests

lint: .venv/.dev ## ruff: faults and format
	@$(BIN)/ruff check .; faults=$$?; $(BIN)/ruff format --check . && exit $$faults

format: .venv/.dev ## ruff: put the format right, and what else it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/.dev ## mypy
	@$(BIN)/mypy

catalogs: .venv/.dev ## are the catalogs current with the sources, and well formed?
	@scripts/need.sh msgfmt=gettext
	@$(FLASK) translations check

law: .venv/.run ## does the law as data hold together, and how old are its sources?
	@$(FLASK) questions check

# Without translations a page would fail in a hundred tests; the catalogs say it once.
unit: catalogs run-tests ## unit and property tests

run-tests: install-dev
	@$(BIN)/pytest -n auto -m 'not browser'

scenarios: install .venv/.dev ## what stands in tests/scenarios alone
	$(BIN)/pytest -q tests/test_scenarios.py tests/test_options.py tests/test_said.py tests/webapp/rules/improving/test_improvements.py

browser: install .venv/.dev ## tests in Chromium
	@scripts/need.sh chromium=chromium 'font:Noto Sans Arabic=fonts-noto-core'
	$(BIN)/pytest -n auto -m browser

bench: install .venv/.dev ## measure, beside an earlier version and peers (SETS="step bytes": only these rows; benchmarks/README.md)
	$(BIN)/python -m benchmarks $(SETS)

readability: .venv/.dev ## how hard the messages are to read; fails for a sentence of more than 20 words
	$(BIN)/python scripts/plain_language.py

lighthouse: install ## Lighthouse's scores of each kind of page (it is installed into build/)
	@scripts/need.sh chromium=chromium
	@scripts/lighthouse.sh

translations: install .venv/.dev ## bring the catalogs up to date with the sources, check and compile them
	@scripts/need.sh msgfmt=gettext
	$(FLASK) translations update
	$(FLASK) translations check
	$(FLASK) translations compile

screenshots: install .venv/.dev ## the pictures in the README; ALL=1: every kind of page, into build/screenshots/
	@scripts/need.sh chromium=chromium 'font:Noto Sans Arabic=fonts-noto-core'
	$(BIN)/python scripts/screenshots.py $(if $(ALL),--all)

screens: install .venv/.dev ## how long a result is: screens of a phone and sheets of paper, for a few people
	@scripts/need.sh chromium=chromium 'font:Noto Sans Arabic=fonts-noto-core'
	@$(BIN)/python scripts/screens.py

wheel: install ## build the wheel, install it into an environment of its own and serve a page from it
	@PYTHON=$(PYTHON) scripts/wheel.sh

# The machine's own pip settings are left out, so that the hashes are those of the public index whatever wheels lie here.
LOCK = env PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile \
	--quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(UPGRADE)

lock: .venv/.dev ## write the lock files anew (UPGRADE=--upgrade for newer versions)
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --output-file requirements-dev.lock
	$(LOCK) pyproject.toml --extra node --output-file requirements-node.lock
	$(LOCK) benchmarks/peers/plain.in --output-file benchmarks/peers/plain.lock
	$(LOCK) benchmarks/peers/wizard.in --output-file benchmarks/peers/wizard.lock
	scripts/node.sh npm install --package-lock-only --ignore-scripts
	scripts/node.sh npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --prefix scripts/lighthouse

clean: ## remove everything that was installed or built here
	rm -rf .venv build static/build dist node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find translations -name '*.mo' -delete
	find . -name __pycache__ -prune -exec rm -rf {} +

# What the targets above rest on

.venv/bin/pip:
	@PYTHON=$(PYTHON) scripts/venv.sh

# Programs that are installed there find `webapp` too, wherever they are called from (pybabel, for its extractors).
.venv/.run: requirements.lock scripts/importable.py | .venv/bin/pip
	$(PIP) -r requirements.lock
	@$(BIN)/python scripts/importable.py
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(PIP) -r requirements-dev.lock
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc | .venv/.run
	scripts/node.sh npm ci --ignore-scripts --loglevel=error
	@touch $@

static/build/manifest.json: node_modules/.stamp $(wildcard scripts/*.mjs scripts/css/* static/styles/* static/scripts/*) $(PAGES)
	scripts/node.sh node scripts/build_assets.mjs

# Also where a compiled catalog is missing, whatever the stamp says.
build/.catalogs: .venv/.run $(CATALOGS) $(if $(filter-out $(wildcard $(COMPILED)),$(COMPILED)),missing)
	$(FLASK) translations compile
	@mkdir -p $(@D) && touch $@

# Starting is twice as fast with it.
build/.bytecode: .venv/.run $(filter %.py,$(PAGES))
	@$(BIN)/python -m compileall -q webapp
	@mkdir -p $(@D) && touch $@

# What else a start, and the first page of each kind, would make anew; the site may run where nothing can be written. And,
# from the pages of random people, the dictionaries that replies are compressed with.
build/.prepared: .venv/.run $(PAGES) $(LAW) build/.catalogs static/build/manifest.json | build/.bytecode
	@$(FLASK) prepare
	@touch $@

# Fieldloop on one machine. Needs Python 3.11+, make and git; all else is fetched into this folder from the lock files.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
UV     := $(if $(shell uv --version 2>/dev/null),uv,.tools/bin/uv)
BIN    := .venv/bin
WEB    := backend/fieldloop/_web/index.html

# uv would fetch a Python from the network; the one that is here is good enough.
export UV_PYTHON_DOWNLOADS := never
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help run dev test pytest-some pytest-others lint types format screens bench chaos setup environment browser

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: environment ## start everything: servers, demo, API, PWA, worker; Ctrl-C stops it
	@exec $(BIN)/fieldloop run --with-parent

dev: setup ## the same, starting again whenever a source file changes
	@exec $(BIN)/fieldloop run --with-parent --reload

test: setup browser ## everything CI runs: lint, types, PWA, Python and browser tests
	$(MAKE) --no-print-directory lint
	$(BIN)/python build_web.py npm test
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target pytest-some pytest-others
	TZ=America/Phoenix $(BIN)/python -m pytest tests/e2e

# All but the browsers, in two runs beside each other: one alone leaves a core idle. What is in neither is in the second.
pytest-some:
	TZ=America/Phoenix $(BIN)/python -m pytest tests/api --ignore-glob='tests/api/test_[s-z]*'

pytest-others:
	TZ=America/Phoenix $(BIN)/python -m pytest tests --ignore=tests/e2e --ignore-glob='tests/api/test_[!s-z]*'

lint: setup ## style and types of both languages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/python build_web.py npm run check
	$(BIN)/fieldloop openapi | $(BIN)/python build_web.py tools run check

types: setup ## make the PWA's types from the API again
	$(BIN)/fieldloop openapi | $(BIN)/python build_web.py tools run types

format: setup ## let ruff put the Python files in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screens: setup browser ## draw the pictures of docs/screens anew
	$(BIN)/python -m tests.e2e.screens

bench: setup ## figures beside those of a bare counterpart; nothing passes or fails
	$(BIN)/python -m tests.bench

chaos: setup ## kill everything, at random, for two minutes: what is promised must hold; ends with 1 when it does not
	$(BIN)/python -m tests.chaos

setup: $(filter .tools/%,$(UV)) ## the environment with the tools for tests
	@$(UV) sync --locked
	@$(call build_missing_web,)

environment: $(filter .tools/%,$(UV))
	@$(UV) sync --locked --no-dev --inexact
	@$(call build_missing_web,--no-dev --inexact)

# uv remembers that it built the package and would not notice that the built PWA was deleted.
build_missing_web = test -f $(WEB) || test "$${FIELDLOOP_SKIP_PWA:-}" = 1 || \
	$(UV) sync --locked $(1) --reinstall-package fieldloop

browser:
	@.ci/browser

.tools/bin/uv:
	@echo "uv is not here: fetching it into .tools"
	@if $(PYTHON) -c "import pip" 2>/dev/null; then \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv; \
	elif $(PYTHON) -c "import ensurepip" 2>/dev/null; then \
		$(PYTHON) -m venv .tools && .tools/bin/pip install --quiet --disable-pip-version-check uv; \
	else \
		echo "Cannot fetch uv without pip: install python3-venv (Debian: apt install python3-venv), or uv itself." >&2; exit 1; \
	fi

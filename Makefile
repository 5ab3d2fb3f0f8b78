# Everything a newcomer needs: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Tests of screens wait a good part of their time: one process more than there are cores.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)' 2>/dev/null || echo auto)
SEEDS ?= 100

.PHONY: help run test check format bench simulate dist clean
.DEFAULT_GOAL := help

help:
	@echo "make run     prepare the demo office and open the desk (headless without a terminal)"
	@echo "make test    run every test"
	@echo "make check   format, lint, types, import contracts"
	@echo "make format  rewrite the code in the house format"
	@echo "make bench   measure, and print a table of ratios"
	@echo "make simulate SEEDS=1000   bad mornings at a few counters, each from a seed"
	@echo "make dist    build the wheel that pipx and uv install"
	@echo "make clean   remove the environment and the demo office"

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Missing: Python 3.11 or newer ($(PYTHON) was not found)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Missing: Python 3.11 or newer. Try: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Missing: Python's venv module (Debian and Ubuntu: the package python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: $(STAMP)
	@$(BIN)/desk demo

test: $(STAMP)
	$(BIN)/pytest -n $(WORKERS)

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

dist: $(STAMP)
	$(BIN)/python -m hatchling build -t wheel -d dist

bench: $(STAMP)
	$(BIN)/python -m tests.bench

simulate: $(STAMP)
	$(BIN)/python -m tests.simulator --seeds $(SEEDS)

clean:
	rm -rf $(VENV) .demo dist

# `make demo` and `make test` do all of their own set-up; they need Python 3.11 or newer and a package registry.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LAGEBILD := $(BIN)/lagebild
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types imports wheel gate unit bench clean
.NOTPARALLEL:

demo: $(VENV)/.runtime ## read the example corpus, write a dossier, show a timeline
	@rm -rf demo && mkdir demo
	@$(LAGEBILD) read examples/belarus-china --store demo/store
	@$(LAGEBILD) dossier BLR CHN --store demo/store -o demo/dossier.html
	@$(LAGEBILD) timeline BLR CHN --store demo/store --limit 15
	@echo
	@echo "The dossier on Belarus and China: file://$(CURDIR)/demo/dossier.html"

test: lint types imports wheel gate unit ## everything that has to hold before a change goes in

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(BIN)/python scripts/size_report.py

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

wheel: $(VENV)/.dev
	$(BIN)/python scripts/check_wheel.py

gate: $(VENV)/.dev
	$(BIN)/python scripts/gate.py

unit: $(VENV)/.dev
	$(BIN)/python -m pytest -rs

bench: $(VENV)/.runtime
	$(BIN)/python benchmarks/bench_pipeline.py
	$(BIN)/python benchmarks/bench_growth.py

clean:
	rm -rf $(VENV) demo dist build

# The stamps keep a second call from installing again as long as pyproject.toml is the same.
$(VENV)/.runtime: pyproject.toml | $(VENV)/.made
	@echo "installing Lagebild into $(VENV) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	@echo "installing Lagebild and its development tools into $(VENV) ..."
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/.runtime $@

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "no $(PYTHON) here; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version) is too old; Lagebild needs 3.11 or newer: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments; on Debian: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

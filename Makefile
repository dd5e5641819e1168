# Two commands: `make demo` shows the example, `make test` runs every check. Both set up what they need from a bare
# Python 3.11, once. `make PYTHON=/path/to/python3.12 test` takes another one.
# `make check` is the quick half of `make test`; `make pins` renews the pinned packages; `make generated` writes anew
# what is generated; `make clean` takes everything away that these made.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
READY := .venv/.ready
CLEAN := .cache/wheel
DEMO := .cache/demo
NOW := 2026-11-21T18:40:00+00:00

.DEFAULT_GOAL := help
.PHONY: help demo test check style types layers dependencies unit law generated current wheel pins benchmarks clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

# --- set up, once --------------------------------------------------------------------------------------------------

$(READY): .venv/.pinned pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.pinned: requirements/dev.txt
	@"$(PYTHON)" -c 'import sys; sys.exit("ircomply needs Python 3.11 or newer: make PYTHON=/path/to/it" if sys.version_info < (3, 11) else 0)'
	"$(PYTHON)" -m venv .venv
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

# --- the example, as of one instant: the screens are the same on any day -------------------------------------------

demo: $(READY)
	@rm -rf $(DEMO) && mkdir -p $(DEMO) && cp -R examples/. $(DEMO)
	@rm -rf $(DEMO)/*/history $(DEMO)/*/record.jsonl $(DEMO)/*/.lock
	@$(call show,deadlines northwind)
	@$(call show,explain northwind eu-gdpr-art33-authority)
	@$(call show,next northwind)

define show
	printf '\n$$ ircomply $(1) --as-of $(NOW)\n' && cd $(DEMO) && "$(CURDIR)/$(BIN)/ircomply" $(1) --as-of $(NOW)
endef

# --- every check ---------------------------------------------------------------------------------------------------

test: check unit current wheel

check: style types layers dependencies law

style: $(READY)
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/ruff format --check src tests benchmarks docs

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

dependencies: $(READY)
	$(BIN)/deptry src

unit: $(READY)
	$(BIN)/pytest -n auto

law: $(READY)
	$(BIN)/ircomply rules check
	$(BIN)/ircomply rules check examples/house-rules

# What is generated stands in the tree, for readers and editors: the schemas, the coverage, the screens in the pages.
generated: $(READY)
	$(BIN)/ircomply rules schema --out docs/schema
	$(BIN)/ircomply rules coverage --out docs/coverage.md
	$(BIN)/python docs/screens.py

current: $(READY)
	@rm -rf .cache/generated && mkdir -p .cache/generated
	$(BIN)/ircomply rules schema --out .cache/generated
	diff -r .cache/generated docs/schema
	$(BIN)/ircomply rules coverage | diff - docs/coverage.md
	$(BIN)/python docs/screens.py --check

# What ships: sdist, wheel from it, an empty environment, another folder.
wheel: $(READY)
	rm -rf $(CLEAN) && mkdir -p $(CLEAN)/elsewhere
	$(BIN)/python -m build --no-isolation --outdir $(CLEAN)/dist . > $(CLEAN)/build.log || { cat $(CLEAN)/build.log; exit 1; }
	"$(PYTHON)" -m venv $(CLEAN)/env
	$(CLEAN)/env/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --requirement requirements/run.txt
	$(CLEAN)/env/bin/python -m pip --disable-pip-version-check -qq install --no-deps $(CLEAN)/dist/*.whl
	cp -R examples/northwind examples/house-rules $(CLEAN)/elsewhere
	cd $(CLEAN)/elsewhere && ../env/bin/ircomply --help > help.txt
	cd $(CLEAN)/elsewhere && ../env/bin/ircomply rules check
	cd $(CLEAN)/elsewhere && ../env/bin/ircomply deadlines northwind --as-of $(NOW) --format json > schedule.json

# --- now and then --------------------------------------------------------------------------------------------------

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

pins: $(READY)
	$(COMPILE) --upgrade pyproject.toml requirements/dev.in --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt

benchmarks: $(READY)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/law.py

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

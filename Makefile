# Everything sets itself up in .venv; nothing has to be installed by hand but Python 3.11 or newer.
# Another Python: make PYTHON=python3.13 ...

PYTHON ?= python3
WORKERS ?= 2
MINUTES ?= 10
SEED ?= 1

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
CORE := $(VENV)/core.stamp
DEV := $(VENV)/dev.stamp
WEB := $(VENV)/web.stamp
BENCH := $(VENV)/bench.stamp
NODE := $(VENV)/node.stamp
LANGUAGE_SERVER := yaml-language-server@1.19.2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo serve picture test thorough coverage check lint format floors wheel bench equality fuzz misprints mutate clean

help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 18

demo: $(CORE) ## advise on the orders in examples/orders.yaml
	@$(BIN)/advisor advise examples/orders.yaml
	@echo
	@echo "Rather say an order in your own words, on a page in your browser?  make serve"

serve: $(WEB) ## open the page in a browser: say an order in your own words
	@$(BIN)/advisor serve

picture: $(DEV) ## draw the picture of the page that the README shows; needs chromium and chromedriver
	@$(BIN)/python tests/picture.py docs/page.png

test: lint $(NODE) ## format, lint, types, floors and the tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

thorough: lint $(NODE) ## all of test, with ten times as many random cases of each law; takes hours
	@THOROUGH=10 $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

coverage: $(DEV) $(NODE) ## run the tests with branch coverage, which takes twice as long
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term

check: test wheel ## all of test, and the wheel and sdist that would be shipped

lint: $(DEV)
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV) ## lay the code out, and mend what the linter can mend
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

floors: $(DEV) ## check that modules import only from floors below
	@$(BIN)/lint-imports

wheel: $(DEV) ## build the wheel and the sdist into dist/, and test both
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist > $(VENV)/build.log 2>&1 || { cat $(VENV)/build.log >&2; exit 1; }
	@ADVISOR_DIST=dist $(BIN)/python -m pytest tests/test_wheel.py
	@ls dist

bench: $(BENCH) ## measure what is claimed about speed, against other engines
	@$(BIN)/python benchmarks/run.py $(SIZE)
	@$(BIN)/python benchmarks/engine.py

equality: $(DEV) ## hold the engines equal on a million pairs, a twentieth of them on experta; takes hours
	@seq $(WORKERS) | xargs -P $(WORKERS) -I% $(BIN)/python tests/equality.py $$(( 1000000 / $(WORKERS) )) "make %" --experta 20 --orders 400

fuzz: $(DEV) ## run commands on random and spoilt files for MINUTES=10, and tell every crash and silent loss
	@$(BIN)/python tests/fuzz.py $(MINUTES) $(SEED)

misprints: $(DEV) ## spoil the built-in pack a hundred times as an author would, and tell how many pack check or pack test notices
	@$(BIN)/python tests/misprints.py 100 $(SEED)

mutate: $(DEV) ## make every mistake in rules and figures of the built-in pack, and tell those that no case notices; takes minutes
	@$(BIN)/advisor pack test . --mutate --most 100000 --kinds condition,bound,figure

clean: ## remove everything that was made here
	@rm -rf $(VENV) dist build htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2> /dev/null || true

# A stamp is younger than pyproject.toml once what that asks for is installed.
$(CORE): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "advisor needs Python 3.11 or newer, and \`$(PYTHON)\` is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "  help: name another one, as in \`make PYTHON=python3.13 $(MAKECMDGOALS)\`" >&2; exit 1; }
	@echo "setting up $(VENV) ..." >&2
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) -e .
	@touch $@

$(WEB): $(CORE)
	@echo "installing what the page needs ..." >&2
	@$(PIP) -e '.[web]'
	@touch $@

$(BENCH): $(CORE)
	@echo "installing the engines to measure against ..." >&2
	@$(PIP) -e '.[bench]'
	@touch $@

$(DEV): $(CORE)
	@echo "installing the tools for developers ..." >&2
	@$(PIP) -e '.[dev]'
	@touch $@

# An editor's own reader of YAML, to test what it makes of the schemas; without Node those tests are skipped.
# 1.18.0 takes `true` for a text, and underlines it wherever only true is right.
$(NODE): $(CORE)
	@if command -v npm > /dev/null; then \
	  echo "installing $(LANGUAGE_SERVER) ..." >&2; \
	  npm install --prefix $(VENV)/node --no-package-lock --no-save --no-audit --no-fund --silent $(LANGUAGE_SERVER); fi
	@touch $@

# `make` alone lists the commands.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help run test test-ragas schema check demo bench evals evals-quick evals-broken evals-ragas evals-faults web lock clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit("Nacelle needs Python 3.11 or newer; set PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/uv
	@echo "Installing the locked packages (1 GB, a minute or two, once) ..."
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing what the tests need ..."
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)
web/dist/index.html: $(WEB_SOURCES) | $(VENV)/.run
	@echo "Building the web client ..."
	@bash web/build.sh

web: web/dist/index.html ## build the web client

demo: $(VENV)/.run ## build the demo wind farm into NACELLE_HOME
	@$(BIN)/nacelle demo build

run: $(VENV)/.run web/dist/index.html ## install, build, and serve on http://127.0.0.1:8000
	@home="$${NACELLE_HOME:-.nacelle}"; mark="$$home/.demo-unfinished"; \
	if [ ! -e "$$home" ] || [ -e "$$mark" ] || { [ -d "$$home" ] && [ -z "$$(ls -A "$$home")" ]; }; then \
	  echo "Building the demo wind farm (a few minutes, once; if interrupted, make run goes on from there) ..."; \
	  mkdir -p "$$home" && touch "$$mark" && $(BIN)/nacelle demo build && rm -f "$$mark"; \
	fi
	@exec $(BIN)/nacelle serve

test: $(VENV)/.dev web/dist/index.html ## the whole test suite
	@$(BIN)/python -m pytest -n 2 --dist loadfile

test-ragas: .venv-evals/.done ## the tests of RAGAS and MLflow, in the environment that has them
	@.venv-evals/bin/python -m pytest tests/evals/judges tests/evals/tracking tests/evals/datasets/test_round_trip.py

schema: $(VENV)/.dev ## let schemathesis try whether the API is as it says, for ten minutes
	@$(BIN)/python -m tests.api.test_schema --continue-on-failure --max-examples 50 --max-time 600

check: $(VENV)/.dev ## format, lint, types, imports, tests
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/pyright --project pyproject.toml
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

bench: $(VENV)/.dev ## measure retrieval, parsing, tables, ingest and turns
	@$(BIN)/python -m bench

evals: $(VENV)/.run ## run every evaluation suite on the demo wind farm, with its gates
	@$(BIN)/nacelle eval run --suite demo --suite smoke --gate --out $${EVALS_OUT:-report}

evals-quick: $(VENV)/.run ## a small library made in seconds, its suite and its gates: what CI runs
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export NACELLE_HOME="$$home" && \
	$(BIN)/python -m evals.datasets.quick_home && $(BIN)/nacelle eval run --suite quick --gate

evals-broken: $(VENV)/.run ## no broken language model makes answers worse than none
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export NACELLE_HOME="$$home" && \
	$(BIN)/python -m evals.datasets.quick_home && $(BIN)/nacelle eval broken --suite quick --most 0

# RAGAS and MLflow want other versions than the server: an environment of their own.
.venv-evals/.done: requirements-evals.lock pyproject.toml | $(BIN)/uv
	@echo "Installing RAGAS and MLflow into .venv-evals (1 GB, once) ..."
	@test -x .venv-evals/bin/python || $(PYTHON) -m venv .venv-evals
	@VIRTUAL_ENV=.venv-evals $(BIN)/uv pip install --quiet --require-hashes -r requirements-evals.lock
	@VIRTUAL_ENV=.venv-evals $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

evals-ragas: .venv-evals/.done ## RAGAS beside our own metrics, logged to MLflow; NACELLE_JUDGE=openai:<model> adds the judged ones
	@.venv-evals/bin/nacelle eval run --suite $${SUITE:-demo} --ragas --mlflow $${MLFLOW_STORE:-sqlite:///mlflow.db} --out $${EVALS_OUT:-report}

evals-faults: $(VENV)/.run ## break the assistant on purpose and see which suites notice
	@$(BIN)/nacelle eval faults

lock: | $(BIN)/uv ## compile the lock files from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes --no-header --no-annotate -q -o requirements.lock
	@$(BIN)/uv pip compile --group web --universal --generate-hashes --no-header --no-annotate -q -o requirements-web.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate -q -c requirements.lock -o requirements-dev.lock
	@test -e requirements-evals.lock || cp requirements.lock requirements-evals.lock
	@$(BIN)/uv pip compile pyproject.toml --group build --group evals --group mlflow --group evals-test --universal --generate-hashes --no-header --no-annotate -q -o requirements-evals.lock

clean: ## remove what was built (not NACELLE_HOME)
	@rm -rf $(VENV) .venv-evals web/dist web/node_modules

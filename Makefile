# `make` installs, builds the Kunming graph and shows answers; `make test` runs every check.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed

.PHONY: answers build test lint types pytest docs bench clean

answers: build
	@printf '\nWho promised what, and did it happen?\n\n'
	$(BIN)/duixian ask assessments-by-agency
	@printf '\nWhat became of the promises that one bureau leads?\n\n'
	$(BIN)/duixian ask targets-of-agency --agency disabled-persons-federation
	@printf '\nAnd where is that written?\n\n'
	$(BIN)/duixian show target/list-2025-new-urban-jobs

build: $(INSTALLED)
	$(BIN)/duixian build

test: lint types pytest

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

pytest: $(INSTALLED)
	$(BIN)/pytest -n auto

docs: $(INSTALLED)
	$(BIN)/python docs/generate.py

bench: $(INSTALLED)
	$(BIN)/python -m compileall -q kg_build benchmarks
	$(BIN)/python benchmarks/run.py

$(INSTALLED): constraints.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q kg_build
	touch $@

clean:
	rm -rf .venv build dist

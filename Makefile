# One command each. `make run` and `make test` install what they need first.
.DEFAULT_GOAL := help
.PHONY: help run test check format reference bench lock

BIN := .venv/bin
# Processes the tests run in, and more words for pytest: make test ARGUMENTS="-k outbox -x"
PROCESSES ?= 2
ARGUMENTS ?=

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: ## Try the whole service on this machine
	@tools/install run
	@tools/environment
	@exec $(BIN)/thutuc demo

test: ## Every test, on SQLite and PostgreSQL, with Redis and a real browser
	@tools/install test
	@tools/environment
	@$(BIN)/pytest -n $(PROCESSES) --dist loadscope $(ARGUMENTS)

check: ## Format, lint, types, layers, and the procedures themselves
	@tools/environment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/thutuc check procedures

format: ## Write the code the one way
	@tools/environment
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

reference: ## Write anew the documents that come from the code: findings, the file format, the schema for editors
	@tools/environment
	$(BIN)/python -m admin.cli explain --all > docs/reference/findings.md
	$(BIN)/python -m admin.cli schema --reference > docs/reference/format.md
	$(BIN)/python -m admin.cli schema > engine/editor.schema.json

bench: ## The figures of bench/, one after another, against the libraries of the group `bench`
	@tools/environment
	@test -d .venv-bench || $(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check jsonschema-rs spiffworkflow \
		|| echo "No peers could be installed: their rows are left out."
	@set -e; for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

lock: ## Pin every library anew, by version and hash, without addresses (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --group dev pyproject.toml -o requirements.lock

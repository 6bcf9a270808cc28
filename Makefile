# `make` lists what can be done. `make demo` and `make test` are the only two commands a new machine needs.
.DEFAULT_GOAL := list
SHELL := /bin/sh
BIN := .venv/bin
PARALLEL ?= 2

.PHONY: list
list: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

.PHONY: install
install: ## leave a working .venv/bin/frankpledge
	@sh scripts/install.sh run

.PHONY: demo
demo: install ## install, load the real East Herts plan, and serve it
	@$(BIN)/frankpledge demo

.PHONY: install-test
install-test:
	@sh scripts/install.sh test

.PHONY: install-bench
install-bench: install-test
	@sh scripts/install.sh bench

.PHONY: test
test: install-test ## install what it needs and run everything, on SQLite and on PostgreSQL
	@sh scripts/test.sh

.PHONY: check
check: install-test ## the quick checks, fastest first, without the tests
	@sh scripts/check.sh

.PHONY: fix
fix: install-test ## put the code in order
	$(BIN)/ruff check --fix src tests bench scripts
	$(BIN)/ruff format src tests bench scripts

.PHONY: dev
dev: install-test ## serve the demonstration and reload as files change
	FRANKPLEDGE_DEBUG=true $(BIN)/frankpledge demo --reload

.PHONY: migrations
migrations: install-test ## make a migration: make migrations NAME=what_it_does
	$(BIN)/python manage.py makemigrations -n $(NAME)

.PHONY: bench
bench: install-bench ## the benchmarks, as ratios, into bench/results.json
	@$(BIN)/python -m bench

.PHONY: docs
docs: install-test ## rebuild docs/reference
	@$(BIN)/python -m scripts.reference

.PHONY: screenshots
screenshots: install-test ## take the guides' pictures again
	@$(BIN)/python -m scripts.screenshots

.PHONY: lock
lock: install-test ## work out the exact versions again, with their hashes and without addresses
	@sh scripts/lock.sh

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

BIN := .venv/bin
START = $(if $(shell command -v $(PYTHON)),$(PYTHON) -m newsroom.start,$(error $(PYTHON) was not found: install Python 3.11 or newer, or name one, as in "make demo PYTHON=python3.12"))
TEMPLATES = $$(find templates articles media newsroom -name '*.html')
# What `make check` looks at is an installation that readers would reach.
PRODUCTION = NEWSROOM_VAR=var/check NEWSROOM_HOSTS=news.example NEWSROOM_HTTPS=true NEWSROOM_DEBUG=false DATABASE_URL=
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

.PHONY: help demo dev test check audit cluster bench format lock

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo:  ## set everything up, load the sample edition, serve it on 127.0.0.1:8000 (PORT=8001 for another port)
	@$(START) demo --port $(PORT)

dev:  ## serve for development: DEBUG on, restarts when a file changes
	@$(START) setup --dev
	@NEWSROOM_DEBUG=true $(BIN)/python manage.py migrate --verbosity=0
	@NEWSROOM_DEBUG=true $(BIN)/python manage.py runserver $(PORT)

test:  ## run the tests, on SQLite or on DATABASE_URL (ARGS="-k story" for some)
	@$(START) setup --dev
	@$(BIN)/pytest -n logical --dist worksteal $(ARGS)

check:  ## run every linter and check
	@$(START) setup --dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

audit:  ## look at every page with real tools, and at those of 2,000 stories loaded beside the sample edition
	@.ci/run audit

cluster:  ## start PostgreSQL, Redis, two servers, nginx and Varnish for a trial (ARGS=--prove to try what must hold, and end)
	@$(START) setup
	@$(BIN)/python -m newsroom.deploy.together $(ARGS)

bench:  ## measure what pages and acts cost, at 1,000 stories and at 100,000 (ARGS="1000 20000"; DATABASE_URL for PostgreSQL)
	@$(START) setup --dev
	$(BIN)/python -m tests.benchmarks.growth $(ARGS)

format:  ## mend what the linters can mend by themselves
	@$(START) setup --dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

lock:  ## pin the requirements anew (ARGS="--upgrade" for the newest)
	@$(START) setup --dev
	$(COMPILE) $(ARGS) --output-file requirements.txt
	$(COMPILE) $(ARGS) --extra dev --output-file requirements-dev.txt

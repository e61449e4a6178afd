# What a person does with this folder: make run, make test. Needs python3 (3.11 or later, with venv) and make.
.DELETE_ON_ERROR:
.PHONY: install dev peers live-peers run test test-live check bench pictures lock

# A desk is five processes: unless modules are kept compiled, each compiles them all again, for seconds.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
# The locks name no address, so that any index or mirror may serve them; the hashes say what is right.
LOCK := $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url

install: .venv/.installed
dev: .venv/.installed-dev

run: install
	@$(BIN)/goodname up --demo

# On every core; what shares something, such as the browser's one desk, stays together, and the slow comes first (tests/conftest.py).
test: dev peers check
	$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder

# The heavy real peers, such as a whole Bluesky network: some minutes and 1 GB the first time.
test-live: dev live-peers
	$(BIN)/python -m pytest tests/live --report

check: dev
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy --strict goodname/core goodname/data goodname/files goodname/adapters
	$(BIN)/mypy goodname
	$(BIN)/lint-imports

bench: dev
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS))

pictures: dev peers
	$(BIN)/python -m pytest tests/browser/test_listen.py tests/browser/test_story.py tests/browser/test_policy.py tests/journeys --pictures

lock: .venv/.tools
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) requirements-build.in -o requirements-build.txt

# What the tests need beside Python: a browser, a mail server, a reader of pictures.
peers:
	@$(call fetch,chromium chromium-headless-shell dovecot-imapd openssl tesseract-ocr,chromium chromium-headless-shell dovecot openssl tesseract)

live-peers: peers
	@$(call fetch,postgresql redis-server searx build-essential,redis-server searx-run gcc)

define fetch
PATH="$$PATH:/usr/sbin"; missing=""; for one in $(2); do command -v $$one >/dev/null || missing="$$missing $$one"; done; \
if [ -n "$$missing" ]; then \
  echo "The tests need$$missing: installing with apt-get."; \
  if [ "$$(id -u)" = 0 ]; then as=; else as=sudo; fi; \
  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq $(1) >/dev/null || { \
    echo "$(1) could not be installed. Install them yourself, then run make again." >&2; exit 1; }; \
fi
endef

# Stamps make the second run quick. requirements-build.txt holds uv, which installs fast, and
# hatchling, which turns this folder into the command `goodname`: both with hashes like the rest.
# Where uv does not run, pip does the same more slowly (hatchling is then pinned by its version).
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Goodname needs Python 3.11 or later; make PYTHON=/path/to/python3 says which." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "Python's venv is missing (on Debian: apt-get install python3-venv)." >&2; exit 1; }

.venv/.tools: requirements-build.txt | .venv/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.txt \
	  || echo "uv cannot be installed here; pip does it all, more slowly."
	@touch $@

.venv/.installed: requirements.txt pyproject.toml .venv/.tools
	@$(call lay,requirements.txt)
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@$(call lay,requirements-dev.txt)
	@touch $@

define lay
{ $(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) && \
  $(BIN)/uv pip install -q --python $(BIN)/python --no-build-isolation --no-deps -e . ; } 2>.venv/uv.log || \
{ $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1) && \
  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e . ; } || \
{ cat .venv/uv.log >&2; exit 1; }
endef

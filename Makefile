# Every target sets up what it needs; `make` alone says what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup setup-postgres setup-browser demo ui screenshots test check gate record bench index fit wheel clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(READY) ## install everything into .venv (uv first: pip alone takes minutes)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'
	touch $@

setup-postgres: ## PostgreSQL's server programs, for the tests that run on both databases (Debian, Ubuntu)
	@ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || command -v initdb > /dev/null || { apt-get update -qq && apt-get install -y -qq postgresql > /dev/null; }

demo: $(READY) ## the main job on real input: a plan, three graded answers, a replay
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo/run.sh

ui: $(READY) ## the screen, in a browser
	$(BIN)/vetting ui

setup-browser: ## Chromium, for the tests that walk the screen as a person (Debian, Ubuntu)
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; }

screenshots: $(READY) ## take the README's pictures of the screen again
	$(BIN)/python docs/screenshots/take.py

test: $(READY) ## every test, network blocked
	$(BIN)/pytest -q -n 2 --dist loadscope

check: $(READY) ## format, lint, types, import contracts, and no figure worse than the stored ones
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(MAKE) --no-print-directory gate

gate: $(READY) ## hold the offline engine to its stored figures (seconds); renew them with: make gate RENEW=--renew
	VETTING_HOME=$(VENV)/home $(BIN)/vetting bench --engine offline --gate tests/data/grading/baseline.json $(RENEW)

record: $(READY) ## record every cassette again from VETTING_RECORD_URL with VETTING_RECORD_KEY
	@test -n "$$VETTING_RECORD_URL" || { echo "Set VETTING_RECORD_URL (and VETTING_RECORD_KEY) to the endpoint to record from."; exit 2; }
	$(BIN)/pytest -q -m vcr --record-mode=rewrite --allowed-hosts='.*'
	$(BIN)/vetting record
	$(BIN)/vetting record --bench

bench: $(READY) ## speed, as ratios measured side by side in one run; and how long the screen keeps a person waiting
	$(BIN)/vetting bench --speed
	$(BIN)/python tests/ui/browser/measure.py

index: $(READY) ## build the criteria index now instead of at first use
	$(BIN)/vetting criteria search "index" > /dev/null && $(BIN)/vetting doctor --engine offline

fit: $(READY) ## fit the offline engines' weights again, from tests/data/grading and knowledge/proposal
	$(BIN)/python -m vetting.grading.offline.fit
	$(BIN)/python -m vetting.proposal.fit

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## remove what was installed and built
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

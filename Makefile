# Two commands are enough: `make run` and `make test`. Each sets itself up.
#   make run PORT=8123 VAR_DIR=/tmp/x     another port, another data directory
#   make test T=tests/web                 some tests; CI runs make test

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
T ?= tests
export PORT
ifdef VAR_DIR
export VAR_DIR
endif

.DEFAULT_GOAL := help
.PHONY: audit help run test check fix bench serve

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: $(VENV)/run.done ## the lookup on http://127.0.0.1:8000/
	@exec $(PY) manage.py run

serve: $(VENV)/run.done ## the same in production mode, on this machine
	@PRODUCTION=$${PRODUCTION:-true} KEEP_SECRET_KEY=$${KEEP_SECRET_KEY:-true} \
	  ALLOWED_HOSTS=$${ALLOWED_HOSTS:-127.0.0.1,localhost} SECURE_SSL_REDIRECT=$${SECURE_SSL_REDIRECT:-false} \
	  exec $(PY) manage.py serve

test: $(VENV)/dev.done ## checks and every test
	@sh scripts/chromium.sh $(PY)
	@sh scripts/redis.sh
	@$(MAKE) --no-print-directory check
	$(PY) scripts/run_tests.py $(T)

check: $(VENV)/dev.done ## lint, format, types, walls, migrations, schema
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy
	VAR_DIR=$$(mktemp -d) $(PY) scripts/django_checks.py

audit: $(VENV)/dev.done ## known vulnerabilities of the pinned packages, where the advisories can be reached
	$(PY) scripts/audit.py

fix: $(VENV)/dev.done ## format, and mend what a linter can mend
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	-$(VENV)/bin/djade --target-version 5.2 $$(find templates -name '*.html')

bench: $(VENV)/bench.done ## measure search, ranking and pages
	$(PY) -m bench

$(VENV)/run.done: requirements.txt constraints.txt scripts/venv.sh
	@sh scripts/venv.sh $(PYTHON) $(VENV) requirements.txt
	@touch $@

$(VENV)/dev.done: requirements-dev.txt requirements.txt constraints.txt scripts/venv.sh
	@sh scripts/venv.sh $(PYTHON) $(VENV) requirements-dev.txt
	@touch $(VENV)/run.done $@

$(VENV)/bench.done: bench/requirements.txt $(VENV)/dev.done
	@sh scripts/venv.sh $(PYTHON) $(VENV) bench/requirements.txt
	@touch $@

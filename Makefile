# The commands of the project. `make demo` and `make test` make their own environment in .venv;
# once that is there, they need no network.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help demo docs test test-slow fuzz csl-suite format lint types benchmark growth archives wheel release-check requirements clean

help:
	@echo "make demo    write a reading list in Word and HTML, and the site, to demo/"
	@echo "make docs    the documentation as a site, in build/docs"
	@echo "make test    formatting, lint, types, architecture, the library and the tests that are quick"
	@echo "make test-slow  the tests that take seconds"
	@echo "make fuzz    the property tests with other examples, and more of them"
	@echo "make csl-suite  run the public CSL test suite, or say how to get it"
	@echo "make format  format the code"
	@echo "make benchmark  time pprkb against its peers"
	@echo "make growth     measure what commands cost on libraries of three sizes"
	@echo "make wheel   build the package, and try it in an empty environment"
	@echo "make release-check  try the wheel and the source archive with every Python of this machine"
	@echo "make requirements  renew requirements-dev.txt (with uv)"

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "pprkb needs Python 3.11 or later on the PATH"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: pyproject.toml $(VENV)/.made
	$(PIP) install --editable .
	@touch $@

# Those who develop, and CI, get the versions and the very files that requirements-dev.txt names.
$(VENV)/.development: pyproject.toml requirements-dev.txt $(VENV)/.made
	$(PIP) install --require-hashes --requirement requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(PIP) check
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime
	@mkdir -p demo
	$(BIN)/pprkb build
	$(BIN)/pprkb export --topic alliance --group-by topic --depth implications -o demo/alliance.docx
	$(BIN)/pprkb export --topic alliance --group-by topic --depth implications -o demo/alliance.html
	$(BIN)/pprkb publish demo/site

test: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pprkb --library . check --strict
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

test-slow: $(VENV)/.development
	$(BIN)/pytest -n 2 --dist worksteal -m slow

docs: $(VENV)/.development
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

SEED := $(or $(SEED),$(shell date +%s))

fuzz: $(VENV)/.development
	PPRKB_EXAMPLES=fuzz $(BIN)/pytest -n 2 -m hypothesis --hypothesis-seed=$(SEED) \
		|| { echo "to see it again: make fuzz SEED=$(SEED)"; exit 1; }

csl-suite:
	@test -d "$(CSL_SUITE)" || { \
		echo "The CSL test suite is a repository of the CSL project. Get it, then name its folder:"; \
		echo "  git clone --depth 1 https://github.com/citation-style-language/test-suite ../csl-suite"; \
		echo "  make csl-suite CSL_SUITE=../csl-suite"; exit 1; }
	@$(MAKE) --no-print-directory $(VENV)/.development
	CSL_SUITE="$(abspath $(CSL_SUITE))" $(BIN)/pytest -q tests/csl/test_suite.py

format: $(VENV)/.development
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

benchmark: $(VENV)/.development
	$(BIN)/python benchmarks/run.py

growth: $(VENV)/.development
	$(BIN)/python benchmarks/growth.py

# The wheel is built from the source archive.
archives: $(VENV)/.development
	rm -rf dist build
	$(BIN)/hatchling build --target sdist --directory dist
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist dist/*.tar.gz
	$(BIN)/twine check --strict dist/*

# Each command is tried in an environment that has nothing but the wheel and what it asks for, in the
# versions that the tests run with.
wheel: archives
	$(BIN)/python -m venv build/installed
	sed -n 's/^\([a-z0-9-]*==[^ ;]*\).*/\1/p' requirements-dev.txt > build/versions.txt
	build/installed/bin/python -m pip --quiet --disable-pip-version-check install \
		--constraint build/versions.txt dist/*.whl
	PPRKB_INSTALLED=build/installed/bin/pprkb $(BIN)/pytest -q -k "not test_an_extra" tests/test_installed.py

# PYTHONS="3.12 3.13" tries these alone.
release-check: archives
	.ci/release-check $(BIN)/pytest

requirements:
	uv pip compile --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-annotate --no-header --quiet --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) dist build demo pprkb.db .mypy_cache .ruff_cache .pytest_cache .hypothesis

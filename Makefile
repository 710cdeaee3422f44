# demo: load a fictitious territory and serve it · test: the whole suite · check: everything but the tests
# bench: the table of benchmarks/RESULTS.md · nightly: the slow tests · sbom: what is installed, as CycloneDX

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test check bench nightly sbom

demo: $(READY)
	@$(BIN)/sillon demo

test: check
	@$(BIN)/pytest -q -n 2 --dist loadfile

check: $(READY)
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/deptry . && $(BIN)/vulture && $(BIN)/codespell graph_service loaders ontology cypher tests benchmarks docs *.md

bench: $(READY)
	@$(BIN)/python -m benchmarks

nightly: $(READY)
	@NIGHTLY=1 KILLS=50 TWIN_WORLDS=60 UNSEEN_SEEDS=200 $(BIN)/pytest -q -s tests/engine/test_kill.py tests/engine/test_cli_interrupted.py tests/engine/test_twin.py tests/engine/test_round_trip.py tests/unseen tests/api/test_access_matrix.py tests/api/test_faults.py

sbom: $(READY)
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --short-PURLs --output-reproducible -o sbom.json $(BIN)/python

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

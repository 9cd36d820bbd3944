VENV ?= .venv
export VENV
PY = $(VENV)/bin/python

.PHONY: run test cover check bench docs install install-test

install: ; @python3 tools/install.py run
install-test: ; @python3 tools/install.py test
run: install ; @$(PY) -m vierkant_web.management.serve
check: install-test ; @$(PY) tools/check.py
test: check ; @$(PY) -m pytest -n 2
cover: install-test ; @$(PY) -m pytest -n 2 --cov --cov-report=term
bench: install-test ; @$(PY) benchmarks/peers.py ; $(PY) benchmarks/run.py
docs: install-test ; @$(PY) -m pytest -q tests/house/test_docs.py

# Shortcuts for developers; nothing here is needed to run or test Cairn.
PYTHON = .venv-test/bin/python
COMPILE = $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-config

.PHONY: test format requirements examples clean

test:
	script/test

format: .venv-test
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

# Newest versions that fit the .in files, with the fingerprints of every file of each release.
requirements: .venv-test
	cd requirements && ../$(COMPILE) --upgrade base.in -o base.txt
	cd requirements && ../$(COMPILE) --upgrade -c base.txt web.in -o web.txt
	cd requirements && ../$(COMPILE) --upgrade -c base.txt -c web.txt dev.in -o dev.txt

# The people and job ads under examples/, from their sources.
examples: .venv-test
	$(PYTHON) examples/make.py

.venv-test:
	script/test format

clean:
	rm -rf .venv .venv-test .venv*.lock .venv*.making .cache .coverage* .mypy_cache .pytest_cache .ruff_cache

# Two commands matter to a newcomer: `make demo` and `make test`. Both set up what they need first.

BIN := .venv/bin
# Written when the environment is complete: the second time, set-up takes no time at all.
READY := .venv/.ready

.PHONY: setup demo test check servers lock bench chaos prove score

setup: $(READY)

$(READY): pyproject.toml .ci/setup
	@.ci/setup environment
	@touch $@

# Real servers for the tests. Without them their tests are skipped; under CI=true they fail.
servers:
	@.ci/setup servers

demo: setup
	@$(BIN)/keepwarm demo

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: servers check
	$(BIN)/python -m pytest -n auto --dist worksteal

# A thousand kills over 3,000 mails on each home, among other faults; then every named place to die, ten times.
# A shorter run, under ten minutes: make chaos CHAOS_KILLS=60
chaos: servers setup
	@$(BIN)/python -m tests.chaos

# Random sequences of mails, owners, clocks and crashes, every promise asked after each step, on both databases:
# about an hour and a half on two free cores. Fewer steps: make prove STEPS=2000; the same way again: make prove SEED=7. Whether it would
# find a mistake: PROVE_TEETH=all .venv/bin/python -m pytest tests/prove/test_teeth.py
prove: servers setup
	@$(BIN)/python -m tests.prove $(if $(STEPS),--steps $(STEPS)) $(if $(SEED),--seed $(SEED))

# How fast it is, beside a ceiling measured in the same run: twelve minutes, `make bench QUICK=--quick` under two.
bench: servers setup
	@$(BIN)/python -m benchmarks $(QUICK)

# How well mail is read: labelled mail beside the targets, with the worst misses. Only some kinds:
# make score KIND="replies forwards"
score: setup
	@$(BIN)/python -m tests.score $(KIND)

# What a release is installed from, to the version and the hash. All the newest ones: make lock UPGRADE=--upgrade
COMPILE = build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

lock: setup
	@$(BIN)/python -m venv build/uv
	@build/uv/bin/pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) pyproject.toml --extra postgresql --extra redis --output-file deploy/requirements.lock
	@printf 'hatchling\nsetuptools\n' | $(COMPILE) - --output-file deploy/build.lock

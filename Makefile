# What can be done here. Every target works on a fresh clone: what is missing on the machine is installed first.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help dev test test-full bench chaos fuzz openapi fmt lint contract clients console screenshots install

# The most that PostgreSQL's manual thinks useful of a machine that is the database's: what is looked at is in its own memory then.
PART_OF_MEMORY = $$(awk '/^MemTotal/ { print int($$2 * 0.4 / 1024) }' /proc/meminfo)MB

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: install ## Run everything on this machine, with private servers and a demo tenant
	scripts/console build
	cargo run -p gatebook -- dev $(ARGS)

test: install ## Check format, lints, tests, contract and clients: what .ci/run runs
	scripts/check

test-full: install ## The same with the large counts, an upgrade from the version before, and 10 million rows that leave at once
	GATEBOOK_TEST_FULL=1 scripts/check
	scripts/upgrade
	$(MAKE) bench ARGS='--only retention --expired-rows 10000000'

bench: install ## Measure, each figure beside a floor of the same run
	scripts/duckdb
	scripts/console build
	cargo build --release -p gatebook -p bench
	cargo run -q --release -p gatebook -- with-servers --fsync --postgres shared_buffers=$(PART_OF_MEMORY) -- $${CARGO_TARGET_DIR:-target}/release/bench $(ARGS)
	@[ -n "$(ARGS)" ] || scripts/console bench

chaos: install ## Let everything go wrong around a running installation, for twice 30 minutes
	cargo build -p gatebook -p chaos
	cargo run -q -p chaos -- $(ARGS)

fuzz: ## Throw millions of inputs at each reader of bytes from outside: make fuzz ARGS='redaction --runs 1000000'
	scripts/fuzz $(ARGS)

openapi: ## Write openapi.yaml
	cargo run -q -p gatebook -- openapi > openapi.yaml.new
	mv openapi.yaml.new openapi.yaml

fmt: ## Format
	cargo fmt --all

lint: ## Lints, and the rules for dependencies when cargo-deny is installed
	cargo clippy --workspace --all-targets -- -D warnings
	@if cargo deny --version > /dev/null 2>&1; then cargo deny check; else echo "cargo-deny is not installed: deny.toml was not checked"; fi

contract: ## Check that the API keeps its contract
	@if [ -x scripts/contract ]; then scripts/contract; else echo "there is no scripts/contract"; fi

clients: ## Write the clients in clients/ from openapi.yaml
	scripts/clients write

console: ## Build the web console, and the embedded list of sessions
	scripts/console build

screenshots: ## Take pictures of every page of the console into docs/images
	scripts/console screenshots

install: ## Install PostgreSQL, Redis and a C compiler, as far as they are missing
	@scripts/install

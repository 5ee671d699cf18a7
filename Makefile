# Kiểm Sát Số. Two commands to know: `make demo` shows it, `make check` proves it.

# Tesseract's threads wait by spinning: one a page is fastest, and the machine stays usable.
export OMP_THREAD_LIMIT := 1

ADDRESS ?= 127.0.0.1:8080
DATA ?= data/demo
SCALE ?= nation

.PHONY: help demo web setup check test fmt bench clean-demo

help: ## What each command does
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

demo: ## Build, make a province of lawful data, serve it
	@scripts/demo $(DATA) $(ADDRESS)

web: ## Build the pages' scripts and styles into web/dist
	@scripts/web

setup: ## Install what this machine lacks, for the demo and the checks
	@scripts/setup check

check: ## Everything CI runs: format, lints, licences, tests on both databases, browser stories
	@scripts/check

test: ## The tests alone, on both databases; ARGS="-p criminal" narrows them
	@scripts/test $(ARGS)

fmt: ## Format the sources
	@cargo fmt --all

bench: ## Measure the bars of the design on both databases (about an hour; SCALE=province for a quick look)
	@scripts/bench $(SCALE)

clean-demo: ## Throw the demo's data away
	rm -rf $(DATA)

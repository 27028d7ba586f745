# voicebot: `make run` to hear it, `make test` to check it. Both install what is missing first (see scripts/setup).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check verify build format clean setup models

# More arguments for `voicebot demo` (make run) or `swift test` (make test).
ARGS ?=
RELEASE := .build/release/voicebot
DEBUG := .build/debug/voicebot

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { gsub(/\$$\$$/, "$$", $$2); printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: build ## install what is missing, build, place one spoken order over SIP and stay up for your own call
	@$(RELEASE) models install
	@exec $(RELEASE) demo --repo . $(ARGS)

build: setup ## the release binary, .build/release/voicebot
	@echo "Building the release binary (several minutes the first time, seconds after)."
	@swift build -c release --product voicebot

test: setup ## every test that needs no other program; tests that need models say so when they are missing
	@swift build --build-tests
	@$(DEBUG) models install || echo "note: no speech models; tests that need them are skipped"
	@swift test --skip-build --disable-xctest --no-parallel $(ARGS)

check: setup ## format, shell syntax, imports, generated files, shipped configuration, budgets
	@scripts/check

verify: build models ## the slow tier: real peers, word error rate, latency, load, long fuzzing, sanitizers
	@scripts/verify

models: build ## the speech models, under $$XDG_DATA_HOME/voicebot/models
	@$(RELEASE) models install

format: ## rewrite Swift sources in the project's format
	@swift format --in-place --recursive --parallel $$(scripts/swift-sources)

setup: ## the Debian packages that building and running need
	@scripts/setup

clean: ## remove build products
	@rm -rf .build

# Culver in short words. "make help" lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAVEN = JAVA_HOME="$$(infra/tools/jdk)" mvn --batch-mode --quiet -Dstyle.color=never
# Maven's own libraries warn about the JDK that runs them; nobody who builds Culver can mend that.
export MAVEN_OPTS := --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $(MAVEN_OPTS)
# Two modules at a time: tests spend half of their time waiting.
VERIFY = JAVA_HOME="$$(infra/tools/jdk)" mvn --batch-mode -T 2 verify -Pstrict
# Node.js in front of everything else, since a Debian's own may be too old.
NPM = PATH="$$(infra/tools/node):$$PATH" npm --silent
WEB_SOURCES := $(shell find clients/web contract/schemas contract/vectors -type f -not -path '*/node_modules/*' \
  -not -path '*/dist/*' -not -path '*/generated/*' -not -path '*/build/*' 2>/dev/null)
ARGS ?=
MODULE ?=

.PHONY: help run test soak build web e2e shots format contract template deploy publish settings redrive clean tools

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo "  Then: clients/java/culver --help"

run: build ## start the whole of Culver on this machine   (ARGS="--port 9000 --data DIR --json")
	@exec infra/local/culver-local $(ARGS)

build: tools web ## build everything, without tests
	@[ -d functions/core/target ] && echo "Building ..." || echo "Building; the first time fetches libraries, which takes a minute or more ..."
	@$(MAVEN) package -DskipTests
	@infra/tools/sizes

web: clients/web/dist/service-worker.js ## build the web client

clients/web/node_modules/.package-lock.json: clients/web/package-lock.json
	@echo "Installing the web client's libraries, half a minute, once ..."
	@$(NPM) --prefix clients/web ci --no-audit --no-fund
	@touch $@

clients/web/dist/service-worker.js: $(WEB_SOURCES) clients/web/node_modules/.package-lock.json
	@echo "Building the web client ..."
	@mkdir -p build
	@$(NPM) --prefix clients/web run build >build/web.log 2>&1 || { cat build/web.log >&2; exit 1; }
	@tail -1 build/web.log

e2e: build ## try the web client in Chromium against the local cloud, every way
	@infra/tools/need Chromium "command -v chromium" chromium
	@$(NPM) --prefix clients/web run e2e

shots: web ## take a picture of every state of the web client, into clients/web/build/shots
	@infra/tools/need Chromium "command -v chromium" chromium
	@$(NPM) --prefix clients/web run shots

test: tools contract web ## build and test everything             (MODULE=functions/core for one part)
	@infra/tools/venv sam ministack checkov >/dev/null
	@echo "Testing ..."
ifdef MODULE
	@$(VERIFY) -pl $(MODULE) -am
else
	@infra/tools/need Chromium "command -v chromium" chromium
	@echo "The web client's checks and tests run beside the others, into build/web-test.log ..."
	@{ $(NPM) --prefix clients/web run check && $(NPM) --prefix clients/web test; } >build/web-test.log 2>&1 & web=$$!; \
	  $(VERIFY); java=$$?; wait $$web; web=$$?; \
	  if [ $$web = 0 ]; then tail -6 build/web-test.log; else cat build/web-test.log; fi; [ $$java = 0 ] && [ $$web = 0 ]
	@echo "Trying the main ways in Chromium; make e2e tries them all ..."
	@$(NPM) --prefix clients/web run e2e -- e2e/talk e2e/java e2e/secrets
endif
	@infra/tools/sizes

soak: tools ## let very much go wrong, and very many talk    (SEEDS=200, SEED=7 for one; MINUTES=10; ONLY=LoadTest)
	@infra/tools/venv sam ministack checkov >/dev/null
	@$(MAVEN) package -DskipTests
	@JAVA_HOME="$$(infra/tools/jdk)" mvn --batch-mode verify -pl infra/acceptance -am -Dtest='$(or $(ONLY),app.culver.acceptance.**)' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dculver.tests='soak | cost' -Dculver.not.tests=none \
	  -Dculver.forks=1 -Dculver.jvm=-Xshare:auto \
	  -Dculver.seeds=$(or $(SEEDS),200) $(if $(SEED),-Dculver.seed=$(SEED)) \
	  $(if $(MINUTES),-Dculver.minutes=$(MINUTES)) $(if $(RATE),-Dculver.rate=$(RATE)) \
	  $(if $(SOCKETS),-Dculver.sockets=$(SOCKETS))

format: tools ## format the Java sources
	@$(MAVEN) process-sources

contract: tools ## check the contract and its examples
	@PATH="$$(infra/tools/node):$$PATH" npm --prefix contract ci --silent --no-audit --no-fund
	@PATH="$$(infra/tools/node):$$PATH" npm --prefix contract run --silent lint

template: build ## check template.yaml by sam, cfn-lint and checkov
	@infra/tools/check-template

deploy: build ## deploy to AWS with the SAM CLI            (asks what it needs the first time)
	@infra/tools/deploy $(ARGS)

publish: web ## put the web client into a stack that hosts it   (STACK=culver)
	@infra/tools/publish "$(or $(STACK),culver)"

settings: ## write the clients' settings of a stack to build/STACK.json   (STACK=culver)
	@infra/tools/settings "$(or $(STACK),culver)"

redrive: ## try again the pushes of a stack that failed to the last   (STACK=culver, STACK=local)
	@infra/tools/redrive "$(or $(STACK),culver)"

clean: ## remove everything that the build made
	@rm -rf build contract/node_modules clients/web/node_modules clients/web/dist clients/web/build
	@$(MAVEN) clean

tools:
	@infra/tools/jdk >/dev/null
	@infra/tools/need Maven "command -v mvn" maven
	@infra/tools/need "Python 3 with venv" "python3 -c 'import ensurepip, venv'" python3 python3-venv

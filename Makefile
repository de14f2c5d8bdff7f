# Everything a person types here. `make help` lists it. The same file serves
# inside an exercise's folder, whose Makefile includes it.

TOP := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
GRADER := $(TOP)bin/racekata-grader

# The grader is built anew only when its own sources change, or a folder of them,
# from which something was deleted; a learner's edit
# rebuilds nothing of it.
SOURCES := $(shell find $(TOP)grader $(TOP)solutions \( -type d -o -type f ! -name '*.txtar' \) 2>/dev/null) $(TOP)go.mod $(TOP)go.sum
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Options of check: CPU=6 PROFILE=pauses SEED=1 REPEAT=50 RUNS=20 THOROUGH=1
# ALL=1 JSON=1.
FLAGS = $(if $(CPU),--cpu $(CPU)) $(if $(PROFILE),--profile $(PROFILE)) $(if $(SEED),--seed $(SEED)) \
	$(if $(RUNS),--runs $(RUNS)) $(if $(REPEAT),--repeat $(REPEAT)) $(if $(THOROUGH),--thorough) $(if $(ALL),--all) $(if $(JSON),--json)
RUN = @RACEKATA_MAKE=1 $(GRADER)

.PHONY: help check watch interview list hint solution explain reset verify calibrate exam bench-fix bench-watch bench-detect bench-steady bench-replay bench-class doctor new test bench pictures lint tidy

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(TOP)Makefile | expand -t 20

check: $(GRADER) ## judge your code: make check [EX=101]
	$(RUN) check $(EX) $(FLAGS)

watch: $(GRADER) ## a screen that judges on every save: make watch [EX=101]
	$(RUN) watch $(EX)

interview: $(GRADER) ## fresh exercises against the clock: make interview [MINUTES=45 EXERCISES=3 LEVEL=2..4 PILLAR=scarcity SEED=7]
	$(RUN) interview $(if $(MINUTES),--minutes $(MINUTES)) $(if $(EXERCISES),--exercises $(EXERCISES)) $(if $(LEVEL),--level $(LEVEL)) $(if $(PILLAR),--pillar $(PILLAR)) $(if $(SEED),--seed $(SEED)) $(if $(INTO),--into $(INTO))

list: $(GRADER) ## the exercises and how far you are
	$(RUN) list

hint: $(GRADER) ## a hint on what fails; again for a clearer one: make hint [EX=101]
	$(RUN) hint $(EX)

solution: $(GRADER) ## reference and debrief, once passed: make solution [EX=101] [GIVE_UP=1]
	$(RUN) solution $(EX) $(if $(GIVE_UP),--give-up)

reset: $(GRADER) ## back to the starter; your version is kept: make reset [EX=101 | ALL=1]
	$(RUN) reset $(EX) $(if $(ALL),--all) $(if $(YES),--yes)

explain: $(GRADER) ## what a kind of finding means: make explain [TOPIC=data-race]
	$(RUN) explain $(TOPIC)

doctor: $(GRADER) ## what this machine lacks, and how to get it
	$(RUN) doctor

verify: $(GRADER) ## the grader's own exam over all exercises: make verify [EX=101] [TIMES=100 LOAD=4 AT_ONCE=8]
	$(RUN) verify $(EX) $(if $(TIMES),--times $(TIMES)) $(if $(LOAD),--load $(LOAD)) $(if $(AT_ONCE),--at-once $(AT_ONCE)) $(if $(ONLY),--only $(ONLY)) $(if $(CARRY_ON),--carry-on) $(if $(PLAIN),--plain)

calibrate: $(GRADER) ## measure how often runs catch each wrong answer; writes plans and solutions/QUALITY.md
	$(RUN) verify --calibrate $(EX) $(if $(AT_ONCE),--at-once $(AT_ONCE))

exam: $(GRADER) ## the proof in solutions/QUALITY.md; hours, can be stopped and carried on: make exam [EX=101]
	$(RUN) verify --exam $(EX) $(if $(AT_ONCE),--at-once $(AT_ONCE))

bench-fix: ## compare the fixes of an exercise that has a benchmark: make bench-fix EX=101
	cd $(TOP) && go test -run '^$$' -bench . -benchmem ./solutions/$(EX)*/bench

new: $(GRADER) ## lay out a new exercise: make new ID=115_hit_list
	$(RUN) new $(ID)

$(GRADER): $(SOURCES)
	@command -v go >/dev/null || { echo "✗ the go command was not found"; echo "  → install Go 1.26 or newer from https://go.dev/dl and put it on your PATH"; exit 2; }
	@test -e $@ || echo "building the grader; once, about half a minute"
	@cd $(TOP) && CGO_ENABLED=0 go build -buildvcs=false -o $@ ./grader

test: ## the tests of grader and hidden tests, under the race detector
	cd $(TOP) && go test -race -p 1 -timeout 40m ./grader/... ./solutions/...

bench: $(GRADER) ## from edit to verdict, side by side with go test: make bench [ALL=1: check alone, every exercise]
	cd $(TOP) && go run ./grader/internal/bench -grader $(GRADER) $(if $(ALL),-all)

bench-watch: ## the watch screen: from a save to the verdict, idle, 200 saves (Linux)
	cd $(TOP) && go test -run '^$$' -bench Watch -benchtime 1x ./grader

bench-detect: ## wrong answers caught by go test -race and by the grader, same CPU seconds: make bench-detect [EX=101]
	cd $(TOP) && go run ./grader/internal/bench -detect $(EX)

bench-steady: ## wrong answers that fail a check by luck, some runs of many: make bench-steady [EX=101]
	cd $(TOP) && go run ./grader/internal/bench -steady $(EX)

bench-class: $(GRADER) ## how fast a class is graded, side by side with go test: make bench-class [SIZE=300x10 DISTINCT=100 DIR=folder to carry on]
	cd $(TOP) && go run ./grader/internal/bench -grader $(GRADER) -class $(or $(SIZE),300x10) $(if $(DISTINCT),-distinct $(DISTINCT)) $(if $(DIR),-dir $(DIR))

bench-replay: ## how often a failing run fails again with its seed: make bench-replay [EX=101]
	cd $(TOP) && go run ./grader/internal/bench -replay -trials 20 $(EX)

pictures: $(GRADER) ## the pictures of README.md and of the teacher's guide, taken anew; needs tmux and chromium
	cd $(TOP) && go run ./grader/internal/pictures -grader $(GRADER)
	cd $(TOP) && RACEKATA_NEED_CHROMIUM=1 go test -count=1 -run TestAThousandInChromium ./grader/internal/classroom/report -screenshots $(TOP)bin
	mv $(TOP)bin/thousand.png $(TOP)grader/docs/pictures/report.png

lint: ## gofmt, vet, staticcheck, go.mod
	@cd $(TOP) && out=$$(gofmt -l exercises solutions grader) && { [ -z "$$out" ] || { echo "gofmt -w $$out"; exit 1; }; }
	cd $(TOP) && go vet ./...
	cd $(TOP) && go run $(STATICCHECK) ./...
	cd $(TOP) && go mod tidy -diff

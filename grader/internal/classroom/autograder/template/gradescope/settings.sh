# What setup.sh and run_autograder share. Both read it, so that what the first
# one compiles is found by the second: same folders, same variables.
# shellcheck shell=bash disable=SC2034
A=${RACEKATA_AUTOGRADER:-/autograder}

GO_VERSION=<% .GoVersion %>
GO_URL=${RACEKATA_GO_URL:-https://go.dev/dl}
GO_SHA256_amd64=<% index .Sums "amd64" %>
GO_SHA256_arm64=<% index .Sums "arm64" %>

# Seconds for all exercises together. Gradescope is set to <% .Minutes %> minutes; a
# container that it has to stop yields no results, so the grader stops before.
SECONDS_ALL=${RACEKATA_SECONDS:-<% .Seconds %>}

JUDGED=(<% range $i, $word := .Args %><% if $i %> <% end %>"<% $word %>"<% end %>)
<% if .Course %>JUDGED+=(--course "$A/source/course.toml")
<% end %>
export PATH=$A/go/bin:$PATH
export HOME=$A/home
export GOPATH=$A/home/go
export GOCACHE=${RACEKATA_GOCACHE:-$A/cache/go-build}
export RACEKATA_CACHE=$A/cache/racekata
export GOTOOLCHAIN=local NO_COLOR=1
unset GOROOT GOFLAGS GOENV GOWORK CC CGO_ENABLED

mkdir -p "$HOME" "$GOCACHE" "$RACEKATA_CACHE"

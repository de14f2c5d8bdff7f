#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: a C compiler, a
# pinned Go whose checksum is right, the grader, and the standard library
# compiled for the race detector, so that no student waits for it.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=settings.sh
. "${RACEKATA_AUTOGRADER:-/autograder}/source/settings.sh"

say() { printf 'setup: %s\n' "$*"; }

die() {
	printf 'setup: %s\n  → %s\n' "$1" "$2" >&2
	exit 1
}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

case $(uname -m) in
x86_64 | amd64) arch=amd64 sum=$GO_SHA256_amd64 ;;
aarch64 | arm64) arch=arm64 sum=$GO_SHA256_arm64 ;;
*) die "there is no grader for $(uname -m)" "choose a base image for amd64 or arm64" ;;
esac
grader=$A/source/racekata-grader-linux-$arch
[ -f "$grader" ] || die "the package has no grader for $arch" "package it with --arch $arch"
[ -n "$sum" ] || die "the package has no checksum of Go $GO_VERSION for $arch" "package it with --go-sha256 $arch=…"

# The race detector's runtime is linked by a C compiler.
compiles() {
	printf '#include <stdlib.h>\nint main(void) { return 0; }\n' >"$tmp/try.c"
	gcc -o "$tmp/try" "$tmp/try.c" >/dev/null 2>&1
}
missing=()
compiles || missing+=(gcc libc6-dev)
command -v curl >/dev/null || missing+=(curl ca-certificates)
if [ ${#missing[@]} -gt 0 ]; then
	say "installing ${missing[*]}"
	apt-get update -q
	DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
	compiles || die "gcc does not compile a C program" "choose a base image of Ubuntu or Debian"
fi

archive=go$GO_VERSION.linux-$arch.tar.gz
say "downloading $GO_URL/$archive"
curl --fail --location --silent --show-error --retry 3 --output "$tmp/$archive" "$GO_URL/$archive" ||
	die "$archive could not be downloaded" "build the image again; a mirror can be named with RACEKATA_GO_URL"
if ! echo "$sum  $tmp/$archive" | sha256sum --check --status; then
	die "$archive has the checksum $(sha256sum "$tmp/$archive" | cut -d' ' -f1) and not $sum" \
		"do not use it; compare with https://go.dev/dl and package again"
fi
rm -rf "$A/go"
tar -C "$A" -xzf "$tmp/$archive"
say "$(go version)"

install -m 755 "$grader" "$A/racekata-grader"

say "compiling the standard library for the race detector; this takes a minute or two"
CGO_ENABLED=1 GOFLAGS='' go build -race std
# And one real grading: the image is built only if the grader works in it. What
# the grader keeps of it costs no student anything.
"$A/racekata-grader" grade one "$A/source/warm" --name setup --exercises <% .Warm %> --gradescope "$tmp/results.json" ||
	die "the grader does not work in this image" "read what it said above; racekata-grader doctor says more"
say "$A is ready"

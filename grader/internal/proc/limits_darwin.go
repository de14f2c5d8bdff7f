package proc

import (
	"os/exec"
	"strconv"
	"strings"
)

// limitResources does nothing: macOS cannot limit another process. The
// watchers of Run hold the limits on memory; those on files rest on the
// policy.
func limitResources(int, Limits) {}

// Resident is the process's resident set in bytes, 0 when it is gone.
func Resident(pid int) int64 {
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return 0
	}
	kib, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}

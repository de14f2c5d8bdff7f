//go:build go1.21

package owntime

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// schedstat adds up what the kernel counts for each thread: "ran waited
// slices", the first two in nanoseconds (Documentation/scheduler/sched-stats).
// Threads that have ended are left out of both.
func schedstat(pid int) (ran, waited time.Duration, ok bool) {
	dir := filepath.Join("/proc", strconv.Itoa(pid), "task")
	threads, err := os.ReadDir(dir)
	if err != nil {
		return 0, 0, false
	}
	for _, t := range threads {
		b, err := os.ReadFile(filepath.Join(dir, t.Name(), "schedstat"))
		if os.IsNotExist(err) {
			continue // it ended meanwhile, or the kernel does not count
		}
		fields := bytes.Fields(b)
		if err != nil || len(fields) < 2 {
			return 0, 0, false
		}
		r, err1 := strconv.ParseInt(string(fields[0]), 10, 64)
		w, err2 := strconv.ParseInt(string(fields[1]), 10, 64)
		if err1 != nil || err2 != nil {
			return 0, 0, false
		}
		ran += time.Duration(r)
		waited += time.Duration(w)
	}
	return ran, waited, true
}

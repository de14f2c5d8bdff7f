package proc

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// background is a nice value that gets next to nothing while others are busy.
const background = 19

// limitResources sets the kernel's limits on a process that has just started.
// An error means that the process has ended already.
func limitResources(pid int, l Limits) {
	set := func(resource int, value uint64) {
		_ = unix.Prlimit(pid, resource, &unix.Rlimit{Cur: value, Max: value}, nil)
	}
	set(unix.RLIMIT_CORE, 0)
	if l.FileSize > 0 {
		set(unix.RLIMIT_FSIZE, l.FileSize)
	}
	if l.AddressSpace > 0 {
		set(unix.RLIMIT_AS, l.AddressSpace)
	}
	if l.Background {
		// Threads and children that come later inherit it; one that is there
		// already is not slowed, which harms nothing.
		_ = unix.Setpriority(unix.PRIO_PROCESS, pid, background)
	}
}

var pageSize = int64(os.Getpagesize())

// Resident is the process's resident set in bytes, 0 when it is gone.
func Resident(pid int) int64 {
	// "size resident shared text lib data dt", in pages: proc(5).
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(b)
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * pageSize
}

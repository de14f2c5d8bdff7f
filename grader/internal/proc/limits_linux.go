package proc

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

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

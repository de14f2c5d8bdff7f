//go:build linux || darwin

package sandbox

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// limitSelf sets the kernel's limits on this process, for good.
func limitSelf(l Limits) error {
	set := func(resource int, value uint64) error {
		var now unix.Rlimit
		if err := unix.Getrlimit(resource, &now); err != nil {
			return fmt.Errorf("read limit %d: %w", resource, err)
		}
		value = min(value, uint64(now.Max))
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: value, Max: value}); err != nil {
			return fmt.Errorf("set limit %d: %w", resource, err)
		}
		return nil
	}
	limits := map[int]uint64{unix.RLIMIT_CORE: 0}
	add := func(resource int, value uint64) {
		if value > 0 {
			limits[resource] = value
		}
	}
	add(unix.RLIMIT_NPROC, l.Tasks)
	add(unix.RLIMIT_NOFILE, l.Files)
	add(unix.RLIMIT_FSIZE, l.FileSize)
	add(unix.RLIMIT_CPU, uint64((l.CPU+time.Second-1)/time.Second))
	for r, v := range limits {
		if err := set(r, v); err != nil {
			return err
		}
	}
	return nil
}

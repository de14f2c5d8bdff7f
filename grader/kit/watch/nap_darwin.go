//go:build go1.21

package watch

import (
	"syscall"
	"time"
)

// nap waits in the kernel, not in the runtime: the runtime's own sleep is a
// timer, and a timer that is due would keep a stuck program looking alive.
func nap(d time.Duration) {
	tv := syscall.NsecToTimeval(int64(d))
	// A signal may cut the nap short; every caller looks again anyway.
	_ = syscall.Select(0, nil, nil, nil, &tv)
}

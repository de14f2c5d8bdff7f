//go:build go1.21

package hook

import "syscall"

// sleep waits in select(2) for nothing but the time-out: the syscall package
// has no nanosleep here. It orders no memory, is no timer, and lets other
// goroutines have the processor. A signal may end it early, which is fine.
//
//go:norace
func sleep(nanoseconds int64) {
	t := syscall.NsecToTimeval(nanoseconds)
	syscall.Select(0, nil, nil, nil, &t)
}

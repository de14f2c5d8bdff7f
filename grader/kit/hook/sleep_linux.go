//go:build go1.21

package hook

import "syscall"

// sleep is a raw system call: it orders no memory, is no timer, and lets other
// goroutines have the processor. A signal may end it early, which is fine.
//
//go:norace
func sleep(nanoseconds int64) {
	t := syscall.NsecToTimespec(nanoseconds)
	syscall.Nanosleep(&t, nil)
}

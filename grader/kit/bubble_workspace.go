//go:build go1.25 && racekata_workspace

package kit

import "unsafe"

// isIdleInSynctest tells for each reason to wait whether a goroutine that waits
// so lets the time of its bubble go on.
//
//go:linkname isIdleInSynctest runtime.isIdleInSynctest
var isIdleInSynctest [1]bool // in truth one for each reason

//go:linkname isMutexWait runtime.waitReason.isMutexWait
func isMutexWait(reason uint8) bool

// The runtime does not count who waits for a mutex, as its owner may be outside
// of the bubble. So the time of a bubble stood still for ever while one goroutine
// slept and another waited for a mutex of its: a program that is right, and none
// could tell. Here a mutex that is waited for in a bubble is owned in it, but for
// moments in which somebody is about to unlock it.
func init() {
	locksLetTimePass = true
	for reason := range 1 << 8 {
		if isMutexWait(uint8(reason)) {
			*(*bool)(unsafe.Add(unsafe.Pointer(&isIdleInSynctest), reason)) = true
		}
	}
}

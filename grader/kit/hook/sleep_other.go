//go:build go1.21 && !linux && !darwin

package hook

import "runtime"

// sleep yields once: there is no raw sleep to rely on here.
//
//go:norace
func sleep(int64) {
	runtime.Gosched()
}

//go:build go1.21 && race

package watch

import "runtime"

// RaceReports is the number of race reports that this process has written.
func RaceReports() int { return runtime.RaceErrors() }

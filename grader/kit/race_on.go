//go:build race

package kit

import "runtime"

// raceReports is the number of race reports that this process has written.
func raceReports() int { return runtime.RaceErrors() }

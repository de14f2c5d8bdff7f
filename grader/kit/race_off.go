//go:build !race

package kit

// raceReports is always 0: this build cannot see races.
func raceReports() int { return 0 }

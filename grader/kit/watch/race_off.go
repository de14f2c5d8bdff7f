//go:build go1.21 && !race

package watch

// RaceReports is always 0: this build cannot see races.
func RaceReports() int { return 0 }

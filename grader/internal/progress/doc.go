// Package progress remembers what a learner has done, in .racekata/ at the top
// of the repository: progress.json, and under versions/ the code that a reset
// put aside.
package progress

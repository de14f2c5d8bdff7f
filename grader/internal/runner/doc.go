// Package runner starts a compiled hidden test binary once a run and brings
// back what happened.
//
// It believes three things only: the events that the kit sends on a pipe of
// its own, the race detector's log file, and how the process ended. What the
// candidate prints is kept to be shown, and decides nothing.
package runner

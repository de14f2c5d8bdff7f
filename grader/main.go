//go:build !windows

// Racekata-grader checks Go concurrency exercises and explains what fails.
//
//	racekata-grader check 101
//
// The way from that command to the screen goes through the packages of
// grader/internal in this order: exercise, candidate, policy, workspace,
// schedule, runner, finding, verdict, render. CONTRIBUTING.md traces one check
// through them.
package main

import (
	"os"

	"racekata/grader/internal/command"
	"racekata/grader/internal/sandbox"
	"racekata/solutions"
)

func main() {
	sandbox.Enter() // does not return in a process that runs a submission
	os.Exit(command.Main(os.Args[1:], command.Embedded{
		Solutions: solutions.FS,
		Kit:       kit(),
	}))
}

package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/workspace"
)

// The exit codes of the grader.
const (
	ExitPassed      = 0   // passed, or the command did what it should
	ExitNotPassed   = 1   // the candidate, or an exercise's fixture, did not pass
	ExitUsage       = 2   // a mistake in the call, or a problem of the machine; the message names the fix
	ExitFault       = 3   // the grader's own fault
	ExitInterrupted = 130 // Ctrl-C, as shells have it
)

// codeError ends the program with a code and nothing more to say.
type codeError int

func (e codeError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// usageError is a mistake in the call, with what to type instead.
type usageError struct{ problem, fix string }

func (e *usageError) Error() string { return join(e.problem, e.fix) }

// explain maps an error to the exit code and the sentence that a person reads;
// the sentence ends with the next step. It is the only place that does.
func (a *app) explain(err error) (code int, sentence string) {
	var (
		bare    codeError
		usage   *usageError
		unknown *exercise.UnknownError
		machine *workspace.EnvironmentError
		folder  *candidate.Error
		newer   *progress.NewerError
		file    *progress.FileError
	)
	switch {
	case err == nil:
		return ExitPassed, ""
	case errors.As(err, &bare):
		return int(bare), ""
	case errors.Is(err, context.Canceled):
		return ExitInterrupted, "stopped; nothing was changed"
	case errors.As(err, &usage):
		return ExitUsage, usage.Error()
	case errors.As(err, &unknown):
		if unknown.Many {
			return ExitUsage, join(unknown.Error(), "say which: "+strings.Join(unknown.Close, ", "))
		}
		return ExitUsage, join(unknown.Error(), "did you mean "+strings.Join(unknown.Close, ", ")+"? all of them: "+a.style().Command("list", ""))
	case errors.Is(err, exercise.ErrLeftOut):
		return ExitUsage, join(exercise.ErrLeftOut.Error(), "ask whoever handed it out")
	case errors.As(err, &machine):
		return ExitUsage, join(machine.Problem, machine.Fix)
	case errors.As(err, &folder):
		return ExitUsage, a.folderProblem(folder)
	case errors.As(err, &newer):
		return ExitUsage, newer.Error()
	case errors.As(err, &file):
		return ExitUsage, join(file.Error(), file.Fix())
	case isCobraUsage(err):
		return ExitUsage, join(err.Error(), "see "+program+" --help")
	}
	return ExitFault, "the grader failed: " + err.Error() + "\nPlease report this with the output of `" + a.style().Command("doctor", "") + "`."
}

func (a *app) folderProblem(err *candidate.Error) string {
	reset := a.style().Command("reset", a.resetName(err.Folder))
	fix := "the starter comes back with " + reset
	switch {
	case errors.Is(err, candidate.ErrNoFolder):
		return join("the folder "+err.Folder+" is missing", fix)
	case errors.Is(err, candidate.ErrNotFolder):
		return join(err.Folder+" is not a folder", fix)
	case errors.Is(err, candidate.ErrNoGoFile):
		return join("the folder "+err.Folder+" has no Go file to judge", fix)
	}
	return join(err.Error(), "make the folder readable, or start again with "+reset)
}

// join makes one message of what is wrong and what to do about it.
func join(problem, fix string) string { return problem + "\n  → " + fix }

// isCobraUsage recognises the errors that cobra makes of a wrong call; it has
// no type for them.
func isCobraUsage(err error) bool {
	for _, start := range []string{"unknown command", "unknown flag", "unknown shorthand", "invalid argument", "flag needs", "accepts ", "requires at least", "required flag", "if any flags"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

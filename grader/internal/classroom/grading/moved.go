package grading

import (
	"slices"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// Move is a grade that changed although the code did not.
type Move struct {
	Student, Exercise string
	Was, Is           int // points of the verdict, before lateness and overrides
	// WasOutcome and IsOutcome are the verdicts'.
	WasOutcome, IsOutcome verdict.Outcome
}

// Moved lists the grades that differ between two gradings of the same code, in
// the order of is. Faults, before or now, say nothing of a grade.
func Moved(was, is *results.Results) []Move {
	old := map[string]*results.Grade{}
	for i := range was.Students {
		s := &was.Students[i]
		for j := range s.Grades {
			old[s.Key+"\x00"+s.Grades[j].Exercise] = &s.Grades[j]
		}
	}
	var moves []Move
	for _, s := range is.Students {
		for _, g := range s.Grades {
			o := old[s.Key+"\x00"+g.Exercise]
			if o == nil || o.Hash != g.Hash || o.State != results.Graded || g.State != results.Graded {
				continue
			}
			if o.Verdict.Points != g.Verdict.Points || o.Verdict.Outcome != g.Verdict.Outcome || !slices.EqualFunc(o.Verdict.Checks, g.Verdict.Checks, sameCheck) {
				moves = append(moves, Move{s.Key, g.Exercise, o.Verdict.Points, g.Verdict.Points, o.Verdict.Outcome, g.Verdict.Outcome})
			}
		}
	}
	return moves
}

func sameCheck(a, b verdict.Check) bool {
	return a.Name == b.Name && a.State == b.State && a.Points == b.Points
}

package grading

import (
	"fmt"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// Find gives the verdict on a student's exercise, as record.Book.Find does.
type Find func(student, exercise string) (record.Line, bool)

// Results makes a class's results of the verdicts, the course's rules and the
// teacher's own decisions. What has no verdict yet counts as not handed in. The
// caller adds who judged, when and where.
func (c *Class) Results(find Find, adjusted Adjustments) (*results.Results, error) {
	r := &results.Results{Schema: results.Schema, Title: c.Course.Title, Notes: c.Notes}
	for _, e := range c.Exercises {
		x := results.Exercise{ID: e.ID, Title: e.Title, Pillar: e.Pillar, Level: e.Level, Max: e.Points(), Weight: 1}
		for _, ce := range c.Course.Exercises {
			if ce.ID != e.ID {
				continue
			}
			x.Weight = ce.Weight
			if !ce.Deadline.IsZero() {
				at := ce.Deadline.UTC()
				x.Deadline = &at
			}
		}
		for _, ch := range e.Checks {
			x.Checks = append(x.Checks, results.Check{Name: ch.Name, Max: ch.Points})
		}
		r.Exercises = append(r.Exercises, x)
	}
	for _, st := range c.Students {
		s := st.Student
		for i := range c.Exercises {
			g, err := c.grade(&st, i, find)
			if err != nil {
				return nil, err
			}
			if a, ok := adjusted.of(&st, g.Exercise); ok {
				g.Adjusted = &results.Adjustment{Points: a.Points, Reason: a.Reason}
				g.Points, g.LatePenalty = a.Points, 0
			}
			s.Grades = append(s.Grades, g)
		}
		r.Students = append(r.Students, s)
	}
	return r, nil
}

func (c *Class) grade(st *Student, i int, find Find) (results.Grade, error) {
	e := c.Exercises[i]
	g := results.Grade{Exercise: e.ID, State: results.Missing}
	if st.Handed < 0 {
		return g, nil
	}
	h := c.Handed[st.Handed]
	w := h.Work[i]
	if w.Hash == "" {
		return g, nil
	}
	g.Hash = w.Hash
	for _, f := range w.Candidate.Files {
		g.Files = append(g.Files, f.Name)
	}
	l, ok := find(h.Key, e.ID)
	if !ok || l.Hash != w.Hash {
		return g, nil
	}
	g.Verdict = l.Verdict
	if l.Verdict.Outcome == verdict.Fault {
		g.State = results.Fault
		return g, nil
	}
	g.State = results.Graded
	untouched, err := candidate.Untouched(e, w.Hash)
	if err != nil {
		return g, fmt.Errorf("grade %s of %s: %w", e.ID, st.Key, err)
	}
	g.Untouched = untouched
	g.Points = float64(l.Verdict.Points)
	var at time.Time
	if st.Submitted != nil {
		at = *st.Submitted
	}
	g.Late, g.LatePenalty = c.Course.Lateness(st.Who, e.ID, at, g.Points)
	g.Points -= g.LatePenalty
	return g, nil
}

package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"racekata/grader/internal/classroom/results"
)

// Moodle writes a grade import: the address, a column an exercise, the feedback.
// It returns the keys of the students without an address, for whom there is no
// row. Addresses are written as the roster has them, since Moodle tells upper
// from lower case.
//
// Importing feedback without a grade erases the grade, so a student one of
// whose exercises could not be judged has no row either and is returned as
// pending.
func Moodle(w io.Writer, r *results.Results) (unknown, pending []string, err error) {
	if err := allComplete(r); err != nil {
		return nil, nil, fmt.Errorf("write the Moodle grades: %w", err)
	}
	head := []string{"Email address"}
	used := map[string]bool{"Email address": true, "Feedback": true}
	for _, e := range r.Exercises {
		title := e.Title
		if title == "" || used[title] {
			title = e.ID
		}
		used[title] = true
		head = append(head, cell(title))
	}
	c := csv.NewWriter(w)
	c.Write(append(head, "Feedback"))
	for i := range r.Students {
		s := &r.Students[i]
		grades := gradeCells(r, s, false)
		switch {
		case s.IDs["email"] == "":
			unknown = append(unknown, s.Key)
			continue
		case slices.Contains(grades, ""):
			pending = append(pending, s.Key)
			continue
		}
		row := append([]string{cell(s.IDs["email"])}, grades...)
		c.Write(append(row, cell(summed(r, s))))
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return nil, nil, fmt.Errorf("write the Moodle grades: %w", err)
	}
	return unknown, pending, nil
}

// summed is a student's results in a line.
func summed(r *results.Results, s *results.Student) string {
	sum, most := r.Total(s)
	parts := []string{fmt.Sprintf("%s of %s points", number(sum), number(most))}
	for i, e := range r.Exercises {
		parts = append(parts, e.ID+": "+inShort(&e, &s.Grades[i]))
	}
	return strings.Join(parts, "; ")
}

// inShort is a grade in a few words.
func inShort(e *results.Exercise, g *results.Grade) string {
	switch {
	case g.State == results.Missing:
		return "not handed in"
	case g.State == results.Fault && g.Adjusted == nil:
		return "could not be judged"
	}
	text := fmt.Sprintf("%s of %d", number(g.Points), e.Max)
	if g.Verdict != nil && len(g.Verdict.Findings) > 0 {
		text += ", " + string(g.Verdict.Findings[0].Kind)
	}
	return text
}

// MoodleWorksheet writes an offline grading worksheet for one exercise, or for
// the sum of all when exercise is "". Its rows go by Moodle's "Participant 123",
// so it works for anonymous submissions too; the number is the roster's id. The
// modification column is written empty: Moodle compares it to find out whether
// a grade changed in between, and an empty one is taken as "not graded before".
// It returns the keys of students without such an id, who have no row; a student
// who could not be judged has no row either, and the grade stays as it is.
func MoodleWorksheet(w io.Writer, r *results.Results, exercise string) (unknown []string, err error) {
	if err := allComplete(r); err != nil {
		return nil, fmt.Errorf("write the Moodle worksheet: %w", err)
	}
	at := -1
	if exercise != "" {
		at = slices.IndexFunc(r.Exercises, func(e results.Exercise) bool { return e.ID == exercise })
		if at < 0 {
			return nil, fmt.Errorf("write the Moodle worksheet: %s was not graded", exercise)
		}
	}
	c := csv.NewWriter(w)
	c.Write([]string{"Identifier", "Grade", "Last modified (grade)"})
	for i := range r.Students {
		s := &r.Students[i]
		id := participant(s.IDs["id"])
		if id == "" {
			unknown = append(unknown, s.Key)
			continue
		}
		var grade string
		if at >= 0 {
			grade = gradeCells(r, s, false)[at]
		} else {
			grade = gradeCells(r, s, true)[0]
		}
		if grade != "" {
			c.Write([]string{id, grade, ""})
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return nil, fmt.Errorf("write the Moodle worksheet: %w", err)
	}
	return unknown, nil
}

// participant is Moodle's word for an id that is its number or the word already.
func participant(id string) string {
	digits := strings.TrimPrefix(id, "Participant ")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return "Participant " + digits
}

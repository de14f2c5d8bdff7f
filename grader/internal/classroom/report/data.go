package report

import (
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// data is what the page's script works on. Rows are arrays and their order is
// part of the agreement with page.js, to keep a class of a thousand small.
type data struct {
	Exercises []dataExercise `json:"e"`
	// Students are rows of name, key, section, total, notes, ids, members,
	// source, and the grades.
	Students [][]any `json:"s"`
	// Findings are rows of exercise, kind and title.
	Findings [][]any `json:"f"`
}

type dataExercise struct {
	ID     string   `json:"id"`
	Title  string   `json:"t"`
	Max    int      `json:"m"`
	Weight float64  `json:"w"`
	Checks []string `json:"c"`
}

// A grade is a row too: a letter for what it is, the points, a letter a check,
// and, where there is any of it, findings, hours late, cost of it, the override's
// reason and the number of its group of alike code.
const (
	gradeLetter = iota
	gradePoints
	gradeChecks
	gradeFindings
	gradeLate
	gradePenalty
	gradeReason
	gradeAlike
	gradeFields
)

func newData(r *results.Results) *data {
	d := &data{Students: [][]any{}, Findings: [][]any{}}
	for _, e := range r.Exercises {
		x := dataExercise{ID: e.ID, Title: e.Title, Max: e.Max, Weight: e.Weight, Checks: []string{}}
		for _, c := range e.Checks {
			x.Checks = append(x.Checks, c.Name)
		}
		d.Exercises = append(d.Exercises, x)
	}
	for i := range r.Students {
		s := &r.Students[i]
		total, _ := r.Total(s)
		var grades [][]any
		for n := range s.Grades {
			grades = append(grades, dataGrade(&s.Grades[n]))
		}
		ids := s.IDs
		if ids == nil {
			ids = map[string]string{}
		}
		d.Students = append(d.Students, []any{s.Name, s.Key, s.IDs["section"], rounded(total), s.Notes, ids, s.Members, s.Source, grades})
	}
	return d
}

// rounded keeps a number short in JSON.
func rounded(p float64) float64 { return float64(int64(p*100+0.5)) / 100 }

func dataGrade(g *results.Grade) []any {
	row := make([]any, gradeFields)
	row[gradeLetter], row[gradePoints], row[gradeChecks] = letter(g), rounded(g.Points), ""
	if v := g.Verdict; v != nil && g.State == results.Graded {
		states := ""
		for _, c := range v.Checks {
			states += map[verdict.State]string{verdict.CheckPassed: "p", verdict.CheckFailed: "f", verdict.CheckPending: "w"}[c.State]
			if c.State == verdict.CheckOpen {
				states += "o"
			}
		}
		row[gradeChecks] = states
	}
	if g.Late > 0 {
		row[gradeLate], row[gradePenalty] = rounded(g.Late.Hours()), rounded(g.LatePenalty)
	}
	if g.Adjusted != nil {
		row[gradeReason] = g.Adjusted.Reason
	}
	return trimmed(row)
}

// letter is what a grade is: passed, tried, refused, untouched, missing, fault.
func letter(g *results.Grade) string {
	switch {
	case g.State == results.Missing:
		return "m"
	case g.State == results.Fault || g.Verdict == nil:
		return "x"
	case g.Untouched:
		return "u"
	case g.Verdict.Outcome == verdict.Refused:
		return "r"
	case g.Verdict.Outcome == verdict.Passed:
		return "p"
	}
	return "t"
}

// trimmed drops what is empty at the end.
func trimmed(row []any) []any {
	n := len(row)
	for n > 0 && row[n-1] == nil {
		n--
	}
	return row[:n]
}

// set puts a value into the row of a student and an exercise.
func (d *data) set(student, exercise, field int, value any) {
	grades := d.Students[student][len(d.Students[student])-1].([][]any)
	row := grades[exercise]
	for len(row) <= field {
		row = append(row, nil)
	}
	row[field] = value
	grades[exercise] = row
}

func (d *data) alike(student, exercise, group int) { d.set(student, exercise, gradeAlike, group) }

// found puts the findings in.
func (d *data) found(all []*metFinding) {
	type at struct{ student, exercise int }
	had := map[at][]int{}
	for _, m := range all {
		d.Findings = append(d.Findings, []any{m.At, string(m.Kind), m.Title})
		for _, w := range m.Who {
			k := at{w.At, m.At}
			had[k] = append(had[k], m.Index)
		}
	}
	for k, which := range had {
		d.set(k.student, k.exercise, gradeFindings, which)
	}
}

package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strconv"

	"racekata/grader/internal/classroom/report/alike"
	"racekata/grader/internal/classroom/results"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed page.js
	pageJS string
)

// Options say what a report can show beside the results.
type Options struct {
	// Sources gives a student's files of an exercise by base name, as they were
	// judged; nil where there are none. Without it no code is shown and none
	// compared.
	Sources func(student, exercise string) map[string][]byte
	// Published are, by exercise, the answers that anybody can have read.
	Published map[string][]Answer
}

// Answer is a published one.
type Answer struct {
	Name string // "reference", "right/owner", "wrong/no_fix"
	// Starter marks the untouched starter, which is taken off from what is
	// compared. There is one an exercise.
	Starter bool
	Files   map[string][]byte
}

// sheet is what page.html is filled with.
type sheet struct {
	R        *results.Results
	Title    string
	Policy   string
	CSS      template.CSS
	JS       template.JS
	Data     template.JS
	Students int
	Judged   int
	Faults   int
	Mean     string
	Most     string
	Chart    histogram
	Findings []*metFinding
	Parts    []*part
	Compared bool
}

// part is an exercise's section.
type part struct {
	results.Exercise
	Index    int
	Bars     []bar
	Checks   []checkRate
	Findings []*metFinding
	Alike    []alikeGroup
	Unread   int // candidates that do not parse and were not compared
}

// alikeGroup is a group of alike code with names to show.
type alikeGroup struct {
	alike.Group
	Who  []who
	Near int // per cent
}

// who is a student to point at: the place in the data, and the name.
type who struct {
	At   int
	Name string
}

// Write writes the page.
func Write(w io.Writer, r *results.Results, o Options) error {
	for i := range r.Students {
		if s := &r.Students[i]; len(s.Grades) != len(r.Exercises) {
			return fmt.Errorf("write the report: %s has %d grades, and there are %d exercises", s.Key, len(s.Grades), len(r.Exercises))
		}
	}
	p, err := newSheet(r, o)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	t, err := template.New("report").Funcs(template.FuncMap{
		"number": number, "plural": plural, "inc": func(n int) int { return n + 1 },
	}).Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func newSheet(r *results.Results, o Options) (*sheet, error) {
	p := &sheet{
		R: r, Title: r.Title, Students: len(r.Students), Compared: o.Sources != nil,
		CSS: template.CSS(pageCSS), JS: template.JS(pageJS), // both are files of ours
		Policy: "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + hashOf(pageCSS) + "; script-src " + hashOf(pageJS),
	}
	if p.Title == "" {
		p.Title = "The class"
	}
	sum, most := 0.0, 0.0
	var totals []float64
	for i := range r.Students {
		var t float64
		t, most = r.Total(&r.Students[i])
		sum += t
		totals = append(totals, t)
		for _, g := range r.Students[i].Grades {
			switch g.State {
			case results.Graded:
				p.Judged++
			case results.Fault:
				p.Faults++
			}
		}
	}
	p.Mean, p.Most = "–", number(most)
	if len(totals) > 0 {
		p.Mean = number(sum / float64(len(totals)))
	}
	p.Chart = newHistogram(totals, most)
	met := collect(r, o)
	p.Findings = ranked(met)
	d := newData(r)
	for i := range r.Exercises {
		part := newPart(r, o, i, met)
		for n, g := range part.Alike {
			if !g.Usual {
				for _, who := range g.Who {
					d.alike(who.At, i, n+1)
				}
			}
		}
		p.Parts = append(p.Parts, part)
	}
	d.found(met)
	// Marshal writes <, > and & as escapes, so no text in it ends the script
	// element or begins a comment in it.
	b, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	p.Data = template.JS(b)
	return p, nil
}

// hashOf is a Content-Security-Policy's name for one inline script or style.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func number(p float64) string {
	s := strconv.FormatFloat(p, 'f', 2, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		return "0"
	}
	return s
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

package handout

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"text/template"
	"time"
	"unicode/utf8"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/policy"
)

//go:embed readme.md.tmpl
var readmeText string

// values are what the README is filled with. Extensions and the members of
// teams are nobody else's business, and are not among them.
type values struct {
	Title string
	Rows  []row
	First row
	// Total is the sum of all points.
	Total string
	// Weighted is true when points are not what they are judged with.
	Weighted bool
	// Due is true when anything has a deadline; Late is the rule, in
	// sentences.
	Due   bool
	Late  string
	Teams bool
	// Graders is true when grader/ is there.
	Graders bool
	// Imports lists what may be imported, in indented lines.
	Imports string
}

// row is one exercise.
type row struct {
	ID, Number, Title string
	Level             int
	Points            string // with its weight
	Due               string // "" without a deadline
	Demo              bool   // it has one to run
}

// readme is the README of the course. mine are its exercises.
func (h Handout) readme(mine exercise.Catalogue) (string, error) {
	v := values{
		Title: h.Course.Title, Late: h.Course.Late.String(), Teams: len(h.Course.Teams) > 0, Graders: len(h.Platforms) > 0,
		Imports: importable(policy.DefaultImports),
	}
	if v.Title == "" {
		v.Title = "Go concurrency"
	}
	total := 0.0
	for _, x := range h.Course.Exercises {
		e, err := mine.Find(x.ID)
		if err != nil {
			return "", err
		}
		total += x.Weight * float64(e.Points())
		r := row{ID: e.ID, Number: e.Number(), Title: cell(e.Title), Level: e.Level, Points: "practice"}
		v.Weighted = v.Weighted || x.Weight != 1
		if x.Weight > 0 {
			r.Points = number(x.Weight * float64(e.Points()))
		}
		if !x.Deadline.IsZero() {
			v.Due, r.Due = true, Moment(x.Deadline)
		}
		starter, err := e.Starter()
		if err != nil {
			return "", err
		}
		if f, err := starter.Open("demo/main.go"); err == nil {
			r.Demo = true
			f.Close()
		}
		v.Rows = append(v.Rows, r)
	}
	v.Total = number(total)
	if len(v.Rows) > 0 {
		v.First = v.Rows[0]
		for _, r := range v.Rows { // what is named as an example has a demo, if any has
			if r.Demo && !v.First.Demo {
				v.First = r
			}
		}
	}
	t, err := template.New("README.md").Option("missingkey=error").Parse(readmeText)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, v)
	return b.String(), err
}

// importable lists packages in a sentence, in lines of at most 80 columns.
func importable(list []string) string {
	const indent, width = "  ", 80
	text, line := "", indent
	for i, p := range list {
		word := "`" + p + "`"
		if above, ok := strings.CutSuffix(p, "/*"); ok {
			word = "`" + above + "/…`"
		}
		word += ","
		if i == len(list)-1 {
			word = strings.TrimSuffix(word, ",") + "."
		}
		if utf8.RuneCountInString(line)+len(" ")+utf8.RuneCountInString(word) > width {
			text, line = text+line+"\n", indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	return text + line
}

// Moment writes a deadline as it is in the course file, with its offset.
func Moment(t time.Time) string { return t.Format("Mon 2 Jan 2006, 15:04 (UTC-07:00)") }

func number(points float64) string {
	return strconv.FormatFloat(math.Round(points*100)/100, 'f', -1, 64)
}

// cell keeps a text from ending its cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

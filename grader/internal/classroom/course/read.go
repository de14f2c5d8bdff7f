package course

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"racekata/grader/internal/exercise"
)

// Example is a complete course.toml, each key explained.
//
//go:embed example.toml
var Example string

// maxSize bounds a file; extensions of two thousand students fit.
const maxSize = 256 << 10

// maxWeight bounds a weight; more is a slip.
const maxWeight = 1000

// Read reads a course file. Its exercises must be those of c. The error is an
// [Errors] when the text is at fault.
func Read(in io.Reader, c exercise.Catalogue) (*Course, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read the course: %w", err)
	}
	if len(text) > maxSize {
		return nil, Errors{{Line: 1, Problem: "the file is larger than 256 KiB", Fix: "name a course file; students belong into the roster"}}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, Errors{{Line: 1, Problem: "the file is not text in UTF-8", Fix: "save it as UTF-8"}}
	}
	values := map[string]any{}
	if err := toml.Unmarshal(text, &values); err != nil {
		return nil, syntax(err)
	}
	r := &reader{lines: index(text)}
	course := r.course(values, c)
	if len(r.errors) > 0 {
		return nil, r.errors.sorted()
	}
	return course, nil
}

// syntax words what the decoder says.
func syntax(err error) error {
	line := 1
	if at := (*toml.DecodeError)(nil); errors.As(err, &at) {
		line, _ = at.Position()
	}
	problem := strings.TrimPrefix(err.Error(), "toml: ")
	return Errors{{Line: line, Problem: "this is not TOML: " + problem, Fix: `write a key, =, and a value: texts in quotes, such as title = "Concurrency"`}}
}

func (r *reader) course(values map[string]any, c exercise.Catalogue) *Course {
	top := table{r, nil, values}
	top.known("a course", topKeys)
	course := &Course{Title: strings.Join(strings.Fields(top.text("title")), " ")}
	r.exercises(course, top.tables("exercise"), c)
	r.late(course, top.table("late"))
	r.extensions(course, top.tables("extension"), c)
	r.teams(course, top.table("teams"))
	return course
}

// exercises reads those of the course; none in the file are all there are.
func (r *reader) exercises(course *Course, tables []table, c exercise.Catalogue) {
	first := map[string]int{} // the line that names it, by id
	weights := false
	for _, t := range tables {
		t.known("an exercise", exerciseKeys)
		weight := t.number("weight", 1, maxWeight, fmt.Sprintf("write a number from 0 to %d: 2 counts twice, 0.5 half", maxWeight))
		deadline := t.moment("deadline")
		patterns := t.texts("id")
		if _, there := t.values["id"]; !there || len(patterns) == 0 && len(r.errors) == 0 {
			t.wrong(`name them: id = "101", or id = ["101", "2xx"]`, t.path, "[[exercise]] does not say which")
		}
		for i, p := range patterns {
			at := append(t.at("id"), strconv.Itoa(i))
			some, err := match(c, p)
			if err != nil {
				r.unknown(err, at)
				continue
			}
			for _, e := range some {
				if line, twice := first[e.ID]; twice {
					r.wrong(fmt.Sprintf("leave it out here, or on line %d", line), at, "%s is there twice", e.ID)
					continue
				}
				first[e.ID] = r.lines.of(at...)
				weights = weights || weight > 0
				course.Exercises = append(course.Exercises, Exercise{ID: e.ID, Weight: weight, Deadline: deadline})
			}
		}
	}
	switch {
	case len(tables) == 0:
		for _, e := range c {
			course.Exercises = append(course.Exercises, Exercise{ID: e.ID, Weight: 1})
		}
	case len(r.errors) == 0 && !weights:
		tables[0].wrong("give one a weight above 0", tables[0].at("weight"), "no exercise counts anything")
	}
}

// unknown notes a name that is no exercise's.
func (r *reader) unknown(err error, at []string) {
	u := (*exercise.UnknownError)(nil)
	if !errors.As(err, &u) {
		r.wrong("name another one", at, "%v", err)
		return
	}
	fix := "name one of those that there are"
	switch {
	case u.Many:
		fix = "say which: " + strings.Join(u.Close, ", ")
	case len(u.Close) > 0:
		fix = "did you mean " + strings.Join(u.Close, ", ") + "?"
	}
	r.wrong(fix, at, "%v", err)
}

func (r *reader) late(course *Course, t table) {
	t.known("[late]", lateKeys)
	const share = "write a share from 0 to 1: 0.1 is 10 %"
	course.Late = Rule{
		Grace:  t.duration("grace"),
		PerDay: t.number("per_day", 0, 1, share),
		AtMost: t.number("at_most", 0, 1, share),
		Closes: t.duration("closes"),
	}
	if _, there := t.values["at_most"]; there && course.Late.PerDay == 0 && t.values["per_day"] == nil {
		t.wrong("add per_day, such as 0.1", t.at("at_most"), "at_most bounds what each day costs, and per_day is missing")
	}
}

func (r *reader) extensions(course *Course, tables []table, c exercise.Catalogue) {
	for _, t := range tables {
		t.known("an extension", extensionKeys)
		x := Extension{
			Student: t.text("student"), Deadline: t.moment("deadline"), More: t.duration("more"), Reason: t.text("reason"),
		}
		if x.Student == "" {
			t.wrong(`write student = "…": a name, login, id or address, or a team's name`, t.at("student"), "[[extension]] does not say whose it is")
		}
		_, moved := t.values["deadline"]
		_, more := t.values["more"]
		switch {
		case moved && more:
			t.wrong("leave one of them out", t.at("more"), "[[extension]] has both deadline and more")
		case !moved && !more:
			t.wrong(`write deadline = `+aMoment+`, or more = "2d"`, t.path, "[[extension]] does not say until when")
		case more && x.More == 0 && len(r.errors) == 0:
			t.wrong(`write more = "2d", say`, t.at("more"), "[[extension]] gives no time")
		}
		if name := t.text("exercise"); name != "" {
			e, err := c.Find(name)
			if err != nil {
				r.unknown(err, t.at("exercise"))
				continue
			}
			x.Exercise = e.ID
		}
		r.gives(course, t, x)
		course.Extensions = append(course.Extensions, x)
	}
}

// gives notes an extension that gives nobody more time.
func (r *reader) gives(course *Course, t table, x Extension) {
	if x.Exercise != "" {
		e := course.find(x.Exercise)
		switch {
		case e == nil:
			if len(r.errors) == 0 { // it may have been meant by a name that is unknown
				t.wrong("name one of the course's, or add this one", t.at("exercise"), "%s is not in the course", x.Exercise)
			}
		case e.Deadline.IsZero():
			if len(r.errors) == 0 {
				t.wrong("leave the extension out, or give the exercise a deadline", t.at("exercise"), "%s has no deadline to extend", x.Exercise)
			}
		case !x.Deadline.IsZero() && !x.Deadline.After(e.Deadline):
			t.wrong("give a later one", t.at("deadline"), "the extension ends no later than the deadline of %s, %s", e.ID, e.Deadline.Format(time.RFC3339))
		}
		return
	}
	if len(r.errors) > 0 {
		return
	}
	due := slices.DeleteFunc(slices.Clone(course.Exercises), func(e Exercise) bool { return e.Deadline.IsZero() })
	helps := slices.ContainsFunc(due, func(e Exercise) bool { return x.to(e.Deadline).After(e.Deadline) })
	switch {
	case len(due) == 0:
		t.wrong("leave the extension out, or give exercises deadlines", t.path, "no exercise has a deadline to extend")
	case !helps:
		t.wrong("give a later one", t.at("deadline"), "the extension ends no later than any deadline")
	}
}

// teams reads them in the order of the file.
func (r *reader) teams(course *Course, t table) {
	names := make([]string, 0, len(t.values))
	for name := range t.values {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.SortStableFunc(names, func(a, b string) int { return r.lines.of(t.at(a)...) - r.lines.of(t.at(b)...) })
	type seat struct {
		team string
		line int
	}
	seats := map[string]seat{}
	called := map[string]string{}
	for _, name := range names {
		if other, twice := called[key(name)]; twice || key(name) == "" {
			if key(name) == "" {
				t.wrong("give it one", t.at(name), "a team has no name")
			} else {
				t.wrong("give it another one", t.at(name), "the teams %q and %q have one name but for its spelling", other, name)
			}
			continue
		}
		called[key(name)] = name
		team := Team{Name: strings.Join(strings.Fields(name), " ")}
		for i, m := range t.texts(name) {
			at := append(t.at(name), strconv.Itoa(i))
			m = strings.Join(strings.Fields(m), " ")
			s, twice := seats[key(m)]
			switch {
			case m == "":
				r.wrong("write a name, login, id or address", at, "a member of team %q has no name", name)
			case twice && s.team == name:
				r.wrong("leave it out once", at, "%s is twice in team %q", m, name)
			case twice:
				r.wrong(fmt.Sprintf("leave it out here, or on line %d", s.line), at, "%s is in team %q and in team %q", m, s.team, name)
			default:
				seats[key(m)] = seat{name, r.lines.of(at...)}
				team.Members = append(team.Members, m)
			}
		}
		if len(team.Members) == 0 && len(r.errors) == 0 {
			t.wrong(fmt.Sprintf("write %q = [\"Jane Doe\", \"jroe\"]", name), t.at(name), "team %q has no members", name)
		}
		course.Teams = append(course.Teams, team)
	}
}

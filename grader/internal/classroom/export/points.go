package export

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
)

// number writes points: at most two digits after the point, none that say
// nothing.
func number(points float64) string {
	return strconv.FormatFloat(hundredth(points), 'f', -1, 64)
}

// hundredth rounds. Adding 0 makes a negative zero a zero.
func hundredth(points float64) float64 { return math.Round(points*100)/100 + 0 }

// find returns the student of that key, with a grade for each exercise.
func find(r *results.Results, key string) (*results.Student, error) {
	i := slices.IndexFunc(r.Students, func(s results.Student) bool { return s.Key == key })
	if i < 0 {
		return nil, fmt.Errorf("no student goes by %q", key)
	}
	return &r.Students[i], complete(r, &r.Students[i])
}

func complete(r *results.Results, s *results.Student) error {
	if len(s.Grades) != len(r.Exercises) {
		return fmt.Errorf("%s has %d grades, and there are %d exercises", s.Key, len(s.Grades), len(r.Exercises))
	}
	return nil
}

func allComplete(r *results.Results) error {
	var errs []error
	for i := range r.Students {
		errs = append(errs, complete(r, &r.Students[i]))
	}
	return errors.Join(errs...)
}

// passed tells whether nothing is left to do for a grade.
func passed(g *results.Grade) bool {
	return g.State == results.Graded && g.Verdict != nil && g.Verdict.Outcome == verdict.Passed
}

// adds tells whether the points are those that the checks gave.
func adds(g *results.Grade) bool {
	return g.Adjusted == nil && g.LatePenalty == 0
}

// reasons say, a sentence each, why the points are not those of the checks.
func reasons(g *results.Grade) []string {
	var why []string
	if g.Late > 0 {
		if g.LatePenalty > 0 {
			why = append(why, fmt.Sprintf("Handed in %s late, which cost %s.", spell(g.Late), pointsWord(g.LatePenalty)))
		} else {
			why = append(why, fmt.Sprintf("Handed in %s late, which cost nothing.", spell(g.Late)))
		}
	}
	if g.Adjusted != nil {
		why = append(why, fmt.Sprintf("Your teacher set the points to %s: %s", number(g.Adjusted.Points), oneLine(g.Adjusted.Reason)))
	}
	return why
}

func pointsWord(p float64) string {
	if hundredth(p) == 1 {
		return "1 point"
	}
	return number(p) + " points"
}

// spell writes a time as people say it, in its two largest units: "1 d 3 h".
func spell(d time.Duration) string {
	units := []struct {
		name string
		of   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}}
	var parts []string
	for _, u := range units {
		if n := d / u.of; n > 0 && len(parts) < 2 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			d -= n * u.of
		} else if len(parts) > 0 {
			break
		}
	}
	if len(parts) == 0 {
		return "less than a second"
	}
	return strings.Join(parts, " ")
}

// repeat is the command that makes a finding's first run again, "" when no run
// showed it.
func repeat(exercise string, f *verdict.Finding) string {
	id, _, _ := strings.Cut(exercise, "_")
	if len(f.Seen) == 0 {
		return render.Style{}.Command("check", id)
	}
	r := f.Seen[0]
	options := []render.Option{{Name: "cpu", Value: strconv.Itoa(r.CPU)}}
	if r.Profile != "" && r.Profile != "none" {
		options = append(options,
			render.Option{Name: "profile", Value: r.Profile},
			render.Option{Name: "seed", Value: strconv.FormatUint(r.Seed, 10)})
	}
	return render.Style{}.Command("check", id, options...)
}

package course

import (
	"fmt"
	"math"
	"strings"
	"time"
)

const day = 24 * time.Hour

// Rule is what lateness costs. The zero value costs nothing.
type Rule struct {
	// Grace is how long after a deadline a submission is still in time. Days
	// are counted from its end.
	Grace time.Duration
	// PerDay is the share of the points earned in an exercise that each day
	// begun costs, 0 to 1, and AtMost the most that all of them cost; 0 is no
	// bound.
	PerDay, AtMost float64
	// Closes is how long after a deadline nothing counts any more; 0 is never.
	Closes time.Duration
}

// share is what a submission loses that is so late.
func (r Rule) share(late time.Duration) float64 {
	over := late - r.Grace
	switch {
	case over <= 0:
		return 0
	case r.Closes > 0 && over > r.Closes:
		return 1
	}
	share := r.PerDay * math.Ceil(float64(over)/float64(day))
	if r.AtMost > 0 {
		share = min(share, r.AtMost)
	}
	return min(share, 1)
}

// Lateness is how long after the deadline an exercise was handed in, 0 within
// the grace, and what that takes off the points, rounded to hundredths: never
// more than they are. points is what was earned.
//
// who are all names and ids that the student goes by, or the names of a team
// with those of its members. Of several extensions the one that gives most
// counts, the team's and its members' included. A submission whose time is not
// known, the zero one, is not late.
func (c *Course) Lateness(who []string, exercise string, submitted time.Time, points float64) (late time.Duration, penalty float64) {
	due, ok := c.Due(who, exercise)
	if !ok || submitted.IsZero() {
		return 0, 0
	}
	late = submitted.Sub(due)
	if late <= c.Late.Grace {
		return 0, 0
	}
	return late, min(points, math.Round(points*c.Late.share(late)*100)/100)
}

// Due is the deadline that somebody has, extensions included; false if there
// is none. who is as for [Course.Lateness].
func (c *Course) Due(who []string, exercise string) (time.Time, bool) {
	e := c.find(exercise)
	if e == nil || e.Deadline.IsZero() {
		return time.Time{}, false
	}
	names := keys(who)
	if t := c.team(names); t != nil {
		names[key(t.Name)] = true
		for _, m := range t.Members {
			names[key(m)] = true
		}
	}
	due := e.Deadline
	for _, x := range c.Extensions {
		if (x.Exercise != "" && x.Exercise != exercise) || !names.has(x.Student) {
			continue
		}
		if to := x.to(e.Deadline); to.After(due) {
			due = to
		}
	}
	return due, true
}

// to is the deadline that an extension makes of one.
func (x Extension) to(deadline time.Time) time.Time {
	if x.Deadline.IsZero() {
		return deadline.Add(x.More)
	}
	return x.Deadline
}

// String says the rule to students, in sentences.
func (r Rule) String() string {
	var s []string
	if r.Grace > 0 {
		s = append(s, fmt.Sprintf("Up to %s after a deadline is still in time.", Spell(r.Grace)))
	}
	if r.PerDay > 0 {
		costs := fmt.Sprintf("Each day of delay that has begun costs %s of the points that an exercise has earned", percent(r.PerDay))
		if r.AtMost > 0 && r.AtMost < 1 {
			costs += ", " + percent(r.AtMost) + " at most"
		}
		s = append(s, costs+".")
	}
	if r.Closes > 0 {
		s = append(s, fmt.Sprintf("More than %s late counts nothing.", Spell(r.Closes)))
	}
	if r.PerDay == 0 && r.Closes == 0 {
		s = append(s, "Lateness is noted, and costs no points.")
	}
	return strings.Join(s, " ")
}

func percent(share float64) string {
	return fmt.Sprintf("%g %%", math.Round(share*10_000)/100)
}

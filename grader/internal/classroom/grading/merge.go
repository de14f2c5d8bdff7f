package grading

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// Merge joins the results of shards. The parts must be of one class, judged by
// one grader; of a student who is in two, all grades must be the same. The
// errors are joined: what is missing, what differs, what does not fit.
func Merge(parts []*results.Results) (*results.Results, error) {
	if len(parts) == 0 {
		return nil, errors.New("merge: there are no results")
	}
	all := *parts[0]
	all.Shard, all.Students, all.Unprotected, all.Notes = nil, nil, nil, nil
	var errs []error
	for i, p := range parts {
		if p.Shard == nil {
			errs = append(errs, fmt.Errorf("merge: part %d is no shard: it was graded whole", i+1))
			continue
		}
		if s := parts[0].Shard; s != nil && p.Shard.N != s.N {
			errs = append(errs, fmt.Errorf("merge: part %d is one of %d shards, and the first is one of %d", i+1, p.Shard.N, s.N))
		}
		if !sameExercises(all.Exercises, p.Exercises) || p.Title != all.Title {
			errs = append(errs, fmt.Errorf("merge: part %d is of another course: its title, exercises, weights or deadlines differ", i+1))
		}
		if p.Toolchain != all.Toolchain || p.Grader != all.Grader {
			errs = append(errs, fmt.Errorf("merge: part %d was judged by %s with %s, and the first by %s with %s", i+1, p.Grader, p.Toolchain, all.Grader, all.Toolchain))
		}
		if p.Graded.After(all.Graded) {
			all.Graded = p.Graded
		}
		all.Unprotected = union(all.Unprotected, p.Unprotected)
		all.Notes = union(all.Notes, p.Notes)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if missing := missingShards(parts); len(missing) > 0 {
		return nil, fmt.Errorf("merge: of %d shards these are missing: %s", parts[0].Shard.N, strings.Join(missing, ", "))
	}
	at := map[string]int{}
	for _, p := range parts {
		for _, s := range p.Students {
			i, twice := at[s.Key]
			if !twice {
				at[s.Key] = len(all.Students)
				all.Students = append(all.Students, s)
				continue
			}
			if what := differ(&all.Students[i], &s); what != "" {
				errs = append(errs, fmt.Errorf("merge: %s is in two parts with different verdicts on %s", s.Key, what))
			}
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	slices.SortStableFunc(all.Students, func(a, b results.Student) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Key, b.Key))
	})
	return &all, nil
}

// union is a with what of b it lacks.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

func missingShards(parts []*results.Results) []string {
	var missing []string
	for k := 1; k <= parts[0].Shard.N; k++ {
		if !slices.ContainsFunc(parts, func(p *results.Results) bool { return p.Shard.K == k }) {
			missing = append(missing, fmt.Sprint(k))
		}
	}
	return missing
}

func sameExercises(a, b []results.Exercise) bool {
	return slices.EqualFunc(a, b, func(x, y results.Exercise) bool {
		sameDeadline := x.Deadline == nil && y.Deadline == nil || x.Deadline != nil && y.Deadline != nil && x.Deadline.Equal(*y.Deadline)
		return x.ID == y.ID && x.Max == y.Max && x.Weight == y.Weight && sameDeadline && slices.Equal(x.Checks, y.Checks)
	})
}

// differ names the exercises in which two records of one student differ.
func differ(a, b *results.Student) string {
	var ids []string
	for i := range a.Grades {
		x, y := &a.Grades[i], &b.Grades[i]
		same := x.State == y.State && x.Hash == y.Hash && x.Points == y.Points && (x.Verdict == nil) == (y.Verdict == nil)
		if same && x.Verdict != nil {
			same = x.Verdict.Outcome == y.Verdict.Outcome && slices.EqualFunc(x.Verdict.Checks, y.Verdict.Checks, func(c, d verdict.Check) bool { return sameCheck(c, d) })
		}
		if !same {
			ids = append(ids, x.Exercise)
		}
	}
	return strings.Join(ids, ", ")
}

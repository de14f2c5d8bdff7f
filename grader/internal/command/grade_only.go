package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/publish"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
)

// one shows what there is to say about one submission.
func (r *gradeRun) one(ctx context.Context) error {
	name, number, ok := cutLast(r.only, "/")
	if !ok {
		return &usageError{fmt.Sprintf("--only %s names no exercise", r.only), "write STUDENT/EXERCISE, such as ada/101"}
	}
	e, err := r.class.Exercises.Find(number)
	if err != nil {
		return err
	}
	st, err := r.class.Find(name)
	if err != nil {
		return &usageError{err.Error(), "the names are those of results.json"}
	}
	w := grading.Work{Why: "nothing was handed in"}
	if st.Handed >= 0 {
		w = r.class.Handed[st.Handed].Work[slices.Index(r.class.Exercises, e)]
	}
	if w.Hash == "" {
		return &usageError{fmt.Sprintf("there is nothing of %s for %s: %s", st.Key, e.ID, w.Why), "look at the submission itself"}
	}
	counts, err := r.counts(st, e, w)
	if err != nil {
		return err
	}
	if counts == nil && !r.replay {
		return &usageError{fmt.Sprintf("%s of %s was not graded yet", e.ID, st.Key), "grade the class, or add --replay"}
	}
	v, next := counts, ""
	if r.replay {
		show := r.newGradeScreen(false)
		r.engine.Judge.Jobs, r.engine.Judge.Status = plan.Cores(), show.step
		v, err = r.engine.Replay(ctx, e, w)
		show.end()
		if err != nil {
			return err
		}
		next = replayed(v, counts)
	}
	sources := render.Sources{}
	for _, file := range w.Candidate.Files {
		sources[file.Path] = file.Content
	}
	fmt.Fprintln(r.stdout, st.Name)
	r.style().Verdict(r.stdout, v, sources, next)
	switch v.Outcome {
	case verdict.Passed:
		return nil
	case verdict.Fault:
		return codeError(ExitFault)
	}
	return codeError(ExitNotPassed)
}

// counts is the verdict that counts for this code, nil if there is none: of the
// record, or where shards were merged, of the results.
func (r *gradeRun) counts(st *grading.Student, e *exercise.Exercise, w grading.Work) (*verdict.Verdict, error) {
	lines, err := record.Read(r.dir)
	if err != nil {
		return nil, &usageError{err.Error(), "name the folder of the results with -o"}
	}
	if l, ok := lines.Find(r.class.Handed[st.Handed].Key, e.ID); ok && l.Hash == w.Hash {
		return l.Verdict, nil
	}
	was, err := publish.Read(r.dir)
	if err != nil {
		return nil, &usageError{err.Error(), "name the folder of the results with -o"}
	}
	if was == nil {
		return nil, nil
	}
	for _, s := range was.Students {
		for _, g := range s.Grades {
			if s.Key == st.Key && g.Exercise == e.ID && g.Hash == w.Hash {
				return g.Verdict, nil
			}
		}
	}
	return nil, nil
}

// replayed says how a verdict made again compares with the one that counts, nil
// if there is none.
func replayed(v, counts *verdict.Verdict) string {
	switch {
	case counts == nil:
		return ""
	case v.Outcome == counts.Outcome && v.Points == counts.Points:
		return fmt.Sprintf("The same as the one that counts: %d points.", v.Points)
	}
	return fmt.Sprintf("The one that counts is another: %s, %d points. It stays until --regrade, or a row in %s.",
		counts.Outcome, counts.Points, grading.AdjustName)
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

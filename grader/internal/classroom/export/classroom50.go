package export

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"racekata/grader/internal/classroom/results"
)

// Submission is what Classroom 50 tells of what is graded.
type Submission struct {
	Classroom  string
	Assignment string
	Tag        string // "submit/1"
	// Commit, Release and Review are addresses.
	Commit, Release, Review string
	// Committed is the graded commit's time.
	Committed time.Time
}

// SubmissionFrom reads what the platform's runner puts into the environment;
// getenv is os.Getenv. The commit's time is not there, so it is given.
func SubmissionFrom(getenv func(string) string, committed time.Time) Submission {
	return Submission{
		Classroom: getenv("CLASSROOM"), Assignment: getenv("ASSIGNMENT"), Tag: getenv("SUBMISSION_TAG"),
		Commit: getenv("COMMIT_URL"), Release: getenv("RELEASE_URL"), Review: getenv("REVIEW_URL"), Committed: committed,
	}
}

// classroom50File leaves out owner and assignment_type: the runner stamps them.
type classroom50File struct {
	Schema     string            `json:"schema"`
	Classroom  string            `json:"classroom"`
	Assignment string            `json:"assignment"`
	Submission string            `json:"submission"`
	Commit     string            `json:"commit"`
	Release    string            `json:"release"`
	Review     string            `json:"review"`
	Datetime   string            `json:"datetime"`
	Score      int               `json:"score"`
	MaxScore   int               `json:"max-score"`
	Tests      []classroom50Test `json:"tests"`
}

type classroom50Test struct {
	Name     string `json:"test-name"`
	Passed   bool   `json:"passed"`
	Score    int    `json:"score"`
	MaxScore int    `json:"max-score"`
}

// Classroom50 writes result.json for one student. Scores there are integers: a
// test's are the check's own points, without the exercise's weight, and the
// score is the student's sum with weights, lateness and overrides, rounded to
// the nearest, but never up to the full score.
func Classroom50(w io.Writer, r *results.Results, student string, sub Submission) error {
	s, err := find(r, student)
	if err != nil {
		return fmt.Errorf("write the Classroom 50 result: %w", err)
	}
	file := classroom50File{
		Schema: "classroom50/result/v1", Classroom: sub.Classroom, Assignment: sub.Assignment, Submission: sub.Tag,
		Commit: sub.Commit, Release: sub.Release, Review: sub.Review,
		Datetime: sub.Committed.UTC().Format(time.RFC3339), Tests: []classroom50Test{},
	}
	names := map[string]bool{}
	for i := range r.Exercises {
		e := &r.Exercises[i]
		for _, c := range checksOf(e, &s.Grades[i]) {
			file.Tests = append(file.Tests, classroom50Test{
				Name: unique(e.ID+": "+c.name, names), Passed: c.max == c.points, Score: c.points, MaxScore: c.max,
			})
		}
	}
	sum, most := r.Total(s)
	file.Score, file.MaxScore = int(math.Round(sum)), int(math.Round(most))
	if sum < most && file.Score >= file.MaxScore {
		file.Score = max(0, file.MaxScore-1)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	if err := enc.Encode(file); err != nil {
		return fmt.Errorf("write the Classroom 50 result: %w", err)
	}
	return nil
}

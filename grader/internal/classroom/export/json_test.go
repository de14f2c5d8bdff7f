package export

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestGradescope(t *testing.T) {
	r := class()
	var b bytes.Buffer
	require.NoError(t, Gradescope(&b, r, "ada", GradescopeOptions{Leaderboard: true}))
	golden(t, "gradescope.json", b.String())
	noSecret(t, b.String())
	var got gradescopeFile
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&got))
	require.Equal(t, 16.75, *got.Score, "lateness: the sum of the tests would be more")
	require.Equal(t, []string{"data race"}, got.Tests[0].Tags)
	for _, test := range got.Tests {
		require.Equal(t, "visible", test.Visibility, "one hidden test hides the total")
		require.Contains(t, []string{"passed", "failed"}, test.Status)
	}
}

func TestGradescopeWithoutOverride(t *testing.T) {
	r := class()
	g := &r.Students[0].Grades[1]
	g.Points, g.Late, g.LatePenalty = 10, 0, 0
	var b bytes.Buffer
	require.NoError(t, Gradescope(&b, r, "ada", GradescopeOptions{}))
	var got gradescopeFile
	require.NoError(t, json.Unmarshal(b.Bytes(), &got))
	require.Nil(t, got.Score, "the tests add up to it")
	sum := 0.0
	for _, test := range got.Tests {
		sum += test.Score
	}
	require.Equal(t, 19.0, sum)
}

func TestGradescopeHalfWay(t *testing.T) {
	r := class()
	var b bytes.Buffer
	require.NoError(t, Gradescope(&b, r, "bob", GradescopeOptions{Waiting: []string{"101_counter"}}))
	noSecret(t, b.String())
	var got gradescopeFile
	require.NoError(t, json.Unmarshal(b.Bytes(), &got))
	require.Equal(t, "Not judged yet.", got.Tests[0].Output)
	require.Contains(t, got.Tests[2].Output, "could not judge")
	require.Contains(t, got.Output, "Not everything is judged yet: 101_counter.")
}

func TestClassroom50(t *testing.T) {
	env := map[string]string{"CLASSROOM": "c", "ASSIGNMENT": "k3", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "https://x/1", "RELEASE_URL": "https://x/2", "REVIEW_URL": "https://x/3"}
	sub := SubmissionFrom(func(k string) string { return env[k] }, time.Date(2026, 6, 1, 16, 32, 1, 0, time.FixedZone("", 7200)))
	var b bytes.Buffer
	require.NoError(t, Classroom50(&b, class(), "ada", sub))
	golden(t, "classroom50.json", b.String())
	var got classroom50File
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&got))
	require.Equal(t, "2026-06-01T14:32:01Z", got.Datetime)
	require.Equal(t, []int{17, 25}, []int{got.Score, got.MaxScore})
	require.Equal(t, []bool{false, true, true, true}, []bool{got.Tests[0].Passed, got.Tests[1].Passed, got.Tests[2].Passed, got.Tests[3].Passed})
}

func TestClassroom50NeverRoundsUpToAll(t *testing.T) {
	r := class()
	r.Students[0].Grades[0].Points, r.Students[0].Grades[1].Points = 10, 9.9
	var b bytes.Buffer
	require.NoError(t, Classroom50(&b, r, "ada", Submission{}))
	var got classroom50File
	require.NoError(t, json.Unmarshal(b.Bytes(), &got))
	require.Equal(t, []int{24, 25}, []int{got.Score, got.MaxScore})
}

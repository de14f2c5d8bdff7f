package export

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

func TestAnnotations(t *testing.T) {
	var b bytes.Buffer
	left, err := Annotations(&b, class(), "ada")
	require.NoError(t, err)
	require.Zero(t, left)
	golden(t, "annotations.txt", b.String())
	noSecret(t, b.String())
}

func TestAnnotationsAreQuotedAndAtMostTen(t *testing.T) {
	r := class()
	v := r.Students[0].Grades[0].Verdict
	v.Findings = nil
	for i := range 12 {
		v.Findings = append(v.Findings, verdict.Finding{Finding: finding.Finding{
			Kind: finding.Panic, Title: fmt.Sprintf("100%% of %d\r\n::set-output name=x::y", i), Hint: "a\n::error::b",
			Marks: []finding.Mark{{Position: finding.Position{File: "a,b:c%\n::error::.go", Line: 3}}}}})
	}
	second := r.Students[0].Grades[1].Verdict
	second.Findings = []verdict.Finding{{Finding: finding.Finding{Kind: finding.Leak, Title: "left"}}}
	var b bytes.Buffer
	left, err := Annotations(&b, r, "ada")
	require.NoError(t, err)
	require.Equal(t, 3, left)
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	require.Len(t, lines, 10)
	for _, l := range lines {
		require.Regexp(t, `^::error (file=[^:,]*,line=\d+,)?title=[^:,]*::`, l)
	}
	require.Contains(t, lines[0], "file=exercises/101_counter/a%2Cb%3Ac%25 %3A%3Aerror%3A%3A.go,line=3,")
	require.Contains(t, lines[0], "100%25 of 0")
	require.Contains(t, lines[1], "205_pipeline", "each exercise speaks before one speaks twice")
}

func TestQuotedStopsCommands(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Quoted(&b, "::error::forged\n::stop::\n"))
	m := regexp.MustCompile(`(?s)^::stop-commands::(\w{20,})\n::error::forged\n::stop::\n::(\w+)::\n$`).FindStringSubmatch(b.String())
	require.NotNil(t, m, b.String())
	require.Equal(t, m[1], m[2])
	var again bytes.Buffer
	require.NoError(t, Quoted(&again, "::error::forged\n::stop::\n"))
	require.NotEqual(t, b.String(), again.String(), "the token is drawn anew")
}

func TestSummary(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Summary(&b, class(), "ada", sources))
	golden(t, "summary.md", b.String())
	noSecret(t, b.String())
}

func TestSummaryStaysUnderGitHubsLimit(t *testing.T) {
	r := class()
	s := &r.Students[0]
	for range 100 {
		s.Notes = append(s.Notes, strings.Repeat("n", 1<<16))
	}
	long := verdict.Finding{Finding: finding.Finding{Kind: finding.Panic, Title: strings.Repeat("<&`", 1<<10), Detail: strings.Repeat("y", 1<<20)}}
	e, g := r.Exercises[0], s.Grades[0]
	g.Verdict.Findings = []verdict.Finding{long, long, long}
	g.Verdict.Checks[0].Findings = []int{0, 1, 2}
	for i := range 100 {
		e.ID = fmt.Sprintf("%d_more", 300+i)
		r.Exercises, s.Grades = append(r.Exercises, e), append(s.Grades, g)
	}
	var b bytes.Buffer
	require.NoError(t, Summary(&b, r, "ada", sources))
	require.Less(t, b.Len(), 1024<<10)
	require.Contains(t, b.String(), "left out: ")
	require.Contains(t, b.String(), "399_more")
}

package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func readJUnit(t *testing.T, b []byte) junitSuites {
	t.Helper()
	var s junitSuites
	require.NoError(t, xml.Unmarshal(b, &s))
	names := map[string]bool{}
	for _, suite := range s.Suites {
		counted := [4]int{}
		for _, c := range suite.Cases {
			key := suite.Name + "\x00" + c.ClassName + "\x00" + c.Name
			require.False(t, names[key], "%q twice", key)
			names[key] = true
			counted[0]++
			if c.Failure != nil {
				counted[1]++
			}
			if c.Error != nil {
				counted[2]++
			}
			if c.Skipped != nil {
				counted[3]++
			}
		}
		require.Equal(t, counted, [4]int{suite.Tests, suite.Failures, suite.Errors, suite.Skipped}, suite.Name)
	}
	return s
}

func TestJUnit(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, JUnit(&b, class()))
	golden(t, "junit.xml", b.String())
	noSecret(t, b.String())
	s := readJUnit(t, b.Bytes())
	require.Len(t, s.Suites, 6)
	require.Equal(t, "ada/101_counter", s.Suites[0].Name)
	race := s.Suites[0].Cases[0]
	require.Equal(t, "data race", race.Failure.Type)
	require.Equal(t, "exercises/101_counter/counter.go", race.File)
	require.Contains(t, race.Failure.Text, "racekata-grader check 101 --cpu 6 --profile pauses --seed 42")
	require.Nil(t, s.Suites[0].Cases[1].Failure)
	require.Contains(t, s.Suites[2].Cases[0].Failure.Text, "]]> <script>alert(1)</script>")
	require.NotNil(t, s.Suites[4].Cases[0].Skipped, "not handed in")
	require.NotNil(t, s.Suites[5].Cases[0].Error, "a fault")

	b.Reset()
	require.NoError(t, JUnit(&b, class(), "ada"))
	require.Equal(t, "101_counter", readJUnit(t, b.Bytes()).Suites[0].Name)
}

func TestJUnitNamesAreUniqueAndTheFileSmall(t *testing.T) {
	r := class()
	r.Exercises[0].Checks[1].Name = r.Exercises[0].Checks[0].Name
	r.Students[1].Key = r.Students[0].Key + "\x01"
	r.Students[0].Grades[0].Verdict.Findings[0].Detail = strings.Repeat("long ", 1<<20)
	ada := r.Students[0]
	for i := range 40 {
		s := ada
		s.Key = fmt.Sprint("s", i)
		r.Students = append(r.Students, s)
	}
	var b bytes.Buffer
	require.NoError(t, junit(&b, r, nil, 20<<10))
	readJUnit(t, b.Bytes())
	require.Less(t, b.Len(), 75<<10, "20 KiB of failures, and 43 students' lines around them")
}

package interview

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run go test -update")
	require.Equal(t, string(want), got, "run go test -update if this is meant")
}

// embedded is the real catalogue.
func embedded(t testing.TB) exercise.Catalogue {
	t.Helper()
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	return c
}

// made is a catalogue of two exercises with all that a scorecard shows.
func made(t testing.TB) exercise.Catalogue {
	t.Helper()
	fsys := fstest.MapFS{}
	add := func(id, title, pillar string, level int, debrief, reference string) {
		for name, content := range map[string]string{
			"exercise.toml": fmt.Sprintf(`title = %q
pillar = %q
level = %d
concepts = ["c"]
[[check]]
name = "all arrive"
points = 7
tests = ["TestArrive"]
[[check]]
name = "nothing is left behind"
points = 3
tests = ["TestLeft"]
catches = ["leak"]
`, title, pillar, level),
			"README.md":                  debrief,
			"queue.go":                   reference,
			"queue_test.go":              "package queue_test\n\nfunc TestArrive() {}\nfunc TestLeft() {}\n",
			"testdata/starter/queue.go":  "package queue // broken\n",
			"testdata/starter/README.md": "# " + title + "\n",
			"testdata/starter/Makefile":  "include ../../Makefile\n",
		} {
			fsys[id+"/"+name] = &fstest.MapFile{Data: []byte(content)}
		}
	}
	add("205_pipeline", "The pipeline", "coordination", 2,
		"# Debrief\n\n## What happened\n\n**Not a question?** No.\n\n## Asked in interviews\n\n**Who closes a channel?** Its sender.\nNobody else.\n\n**What is `**p`?** A pointer's\npointer:\n\n```go\n## no heading\n\nx := **p\n```\n\nand so on.\n\n## To read\n\nA book.\n",
		"package queue\n\n// Fence closes what ``` opens.\nconst Fence = \"````\"\n")
	add("304_rate_limit", "The <b>rate</b> limit", "scarcity", 3,
		"# Debrief\n\n## Asked in interviews\n\n**Write a rate limiter.** Ask first: a burst?\n",
		"package queue\n")
	c, err := exercise.Load(fsys)
	require.NoError(t, err)
	require.Len(t, c, 2)
	return c
}

// zone is a place with a summer time, so that local times differ from UTC.
var zone = time.FixedZone("CET", 3600)

// start is when the interviews of these tests begin.
var start = time.Date(2026, 11, 22, 0, 30, 0, 0, zone)

// laidOut lays out an interview of 45 minutes over the made catalogue.
func laidOut(t testing.TB) (*Session, exercise.Catalogue) {
	t.Helper()
	c := made(t)
	s, err := LayOut(Layout{Top: t.TempDir(), Options: Options{Count: 2, Seed: 7}, Exercises: c, Length: 45 * time.Minute, Now: start})
	require.NoError(t, err)
	return s, c
}

func ids(set []*exercise.Exercise) string {
	var all []string
	for _, e := range set {
		all = append(all, e.ID)
	}
	return strings.Join(all, " ")
}

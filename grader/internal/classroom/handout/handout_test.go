package handout

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/policy"
	"racekata/grader/internal/staging"
	"racekata/grader/internal/staging/laid"
	"racekata/solutions"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func catalogue(t *testing.T) exercise.Catalogue {
	t.Helper()
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	return c
}

// example is the course of course.toml's own example.
func example(t *testing.T) *course.Course {
	t.Helper()
	c, err := course.Read(strings.NewReader(course.Example), catalogue(t))
	require.NoError(t, err)
	return c
}

func of(t *testing.T, patterns ...string) *course.Course {
	t.Helper()
	c, err := course.Of(catalogue(t), patterns...)
	require.NoError(t, err)
	return c
}

func TestWhatIsLaidOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing", "spring")
	require.NoError(t, LayOut(t.Context(), dir, Handout{Course: of(t, "101", "2xx"), Catalogue: catalogue(t)}))
	got := laid.Out(t, dir)
	for _, name := range []string{"Makefile", "README.md", "go.mod", ".gitignore", ".editorconfig", ".vscode/settings.json"} {
		require.NotEmpty(t, got[name], name)
		require.NotContains(t, got[name], "{{", name)
		delete(got, name)
	}
	chosen, err := course.Select(catalogue(t), "101", "2xx")
	require.NoError(t, err)
	require.Len(t, chosen, 9)
	for _, e := range chosen {
		starter, err := e.Starter()
		require.NoError(t, err)
		for name, content := range laid.Files(t, starter) {
			require.Equal(t, content, got["exercises/"+e.ID+"/"+name], name)
			delete(got, "exercises/"+e.ID+"/"+name)
		}
	}
	require.Empty(t, got, "neither a starter's nor the folder's own")
}

func TestOnAnErrorNothingIsLeft(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	parent := t.TempDir()
	h := Handout{Course: of(t, "101"), Catalogue: catalogue(t)}
	require.ErrorIs(t, LayOut(stopped, filepath.Join(parent, "a", "b"), h), context.Canceled)
	h.Platforms, h.Source = Platforms, parent
	var build *BuildError
	require.ErrorAs(t, LayOut(t.Context(), filepath.Join(parent, "a", "b"), h), &build)
	require.Equal(t, Platforms[0], build.Platform)
	require.Empty(t, laid.Out(t, parent))
	entries, err := os.ReadDir(parent)
	require.NoError(t, err)
	require.Empty(t, entries)

	require.NoError(t, os.WriteFile(filepath.Join(parent, "mine"), nil, 0o644))
	require.ErrorIs(t, LayOut(t.Context(), parent, h), staging.ErrNotEmpty)
}

func TestTheREADMEOfACourse(t *testing.T) {
	c := example(t)
	h := Handout{Course: c, Catalogue: catalogue(t)}
	text, err := h.readme(c.Catalogue(h.Catalogue))
	require.NoError(t, err)
	for _, part := range []string{
		"# Concurrent programming, spring 2027\n\n11 Go programs that share memory",
		"| exercise | what it is | level | points | due |\n|---|---|--:|--:|---|\n",
		"| `101_counter` | The hit counter | 1 | 10 | Fri 5 Mar 2027, 23:59 (UTC+01:00) |\n| `105_panic_room` |",
		"| 20 | Fri 2 Apr 2027, 23:59 (UTC+02:00) |\n",
		"| `406_crawler` | The crawler | 4 | 5 |  |\n| | all of them | | 145 | |\n\nEach exercise is judged from 0 to 10; the table has",
		"go run -race ./exercises/101_counter/demo",
		"With a racekata-grader on your PATH, `make check EX=101`",
		"zip -r handin.zip exercises/101_counter\n",
		"A team hands in\nonce",
		"Up to 15 minutes after a deadline is still in time. Each day of delay that has begun costs 10 % of the points that an exercise has earned, 50 % at most. More than 7 days late counts nothing.",
	} {
		require.Contains(t, text, part)
	}
	// Who has more time, why, and who works with whom is nobody else's business.
	for _, x := range c.Extensions {
		require.NotContains(t, text, x.Student)
		if x.Reason != "" {
			require.NotRegexp(t, `\b`+x.Reason+`\b`, text)
		}
	}
	for _, team := range c.Teams {
		require.NotContains(t, text, team.Name)
		for _, m := range team.Members {
			require.NotContains(t, text, m)
		}
	}
	require.NotContains(t, text, "grader/")
	require.NotContains(t, text, "\n\n\n")

	h.Platforms = Platforms
	text, err = h.readme(c.Catalogue(h.Catalogue))
	require.NoError(t, err)
	require.Contains(t, text, "`make check EX=101`")
	require.Contains(t, text, "hold the hidden\ntests, and lay them out in your cache folder. Whoever wants to dig them out can.")
	require.Contains(t, text, "xattr -d com.apple.quarantine grader/*")
	require.NotContains(t, text, "on your PATH")
	require.NotContains(t, text, "\n\n\n")
}

// What may be imported is the policy's own list, all of it.
func TestTheREADMENamesWhatMayBeImported(t *testing.T) {
	text, err := Handout{Course: of(t, "101")}.readme(catalogue(t))
	require.NoError(t, err)
	_, list, ok := strings.Cut(text, "These packages may be imported")
	require.True(t, ok)
	list, _, ok = strings.Cut(list, "\n- ")
	require.True(t, ok)
	var named []string
	for _, m := range regexp.MustCompile("`([^`]+)`[,.]").FindAllStringSubmatch(list, -1) {
		named = append(named, strings.ReplaceAll(m[1], "…", "*"))
	}
	require.Equal(t, policy.DefaultImports, named)
	require.NotContains(t, named, "log")
	for line := range strings.Lines(list) {
		require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimRight(line, "\n")), 80, line)
	}
}

func TestTheREADMEWithoutACourseFile(t *testing.T) {
	c := of(t, "205")
	c.Title = ""
	text, err := Handout{Course: c}.readme(c.Catalogue(catalogue(t)))
	require.NoError(t, err)
	for _, part := range []string{
		"# Go concurrency\n\nA Go program that share", "| exercise | what it is | level | points |\n|---|---|--:|--:|\n| `205_pipeline` |",
		"| | all of them | | 10 |\n",
	} {
		require.Contains(t, text, part)
	}
	require.NotContains(t, text, "late")
	require.NotContains(t, text, "weight")
	require.NotContains(t, text, "due |")
	require.NotContains(t, text, "team")
	require.NotContains(t, text, "\n\n\n")

	c = of(t, "101")
	c.Exercises[0].Weight = 0.25
	text, err = Handout{Course: c}.readme(c.Catalogue(catalogue(t)))
	require.NoError(t, err)
	require.Contains(t, text, "| 2.5 |")
	c.Exercises[0].Weight = 0
	text, err = Handout{Course: c}.readme(c.Catalogue(catalogue(t)))
	require.NoError(t, err)
	require.Contains(t, text, "| practice |")
}

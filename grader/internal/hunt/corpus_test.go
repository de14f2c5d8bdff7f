package hunt

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const corpus = "testdata/corpus"

// expectation is the end of a program's first line: "; kind: leak or stuck".
var expectation = regexp.MustCompile(`^// bug: .* ; kind: ([a-z ]+)$`)

// TestCorpus: every bug is found, as what it is, and nothing in any fixed twin.
// That is one hunt of each; corpus_bench makes many.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("hunts all programs of the corpus, which takes minutes")
	}
	kinds := expected(t)
	require.GreaterOrEqual(t, len(kinds), 48)

	t.Run("bugs", func(t *testing.T) {
		for path, p := range huntCorpus(t, "./.../bug", 20*time.Second) {
			if !assert.NotEmpty(t, p.Findings, "nothing found in %s: %s", path, p.Problem) {
				continue
			}
			f := p.Findings[0]
			kind := string(f.Kind)
			if f.Kind == finding.Misuse && !slices.Contains(kinds[program(path)], kind) {
				kind = string(finding.Panic) // as the corpus calls a closed channel's
			}
			assert.Contains(t, kinds[program(path)], kind, "%s: %s (%s)", path, f.Title, f.Again)
			assert.NotEmpty(t, f.Marks, "%s: %s", path, f.Title)
		}
	})
	t.Run("fixed twins", func(t *testing.T) {
		for path, p := range huntCorpus(t, "./.../fixed", time.Second) {
			assert.Equal(t, Clean, p.Outcome, "%s: %s", path, p.Problem)
			for _, f := range p.Findings {
				t.Errorf("%s: %s: %s\n%s\n%s", path, f.Kind, f.Title, f.Detail, f.Again)
			}
			for _, test := range p.Tests {
				assert.Equal(t, Clean, test.Outcome, "%s: %s", path, test.Note)
			}
		}
	})
}

func huntCorpus(t *testing.T, pattern string, budget time.Duration) map[string]*Package {
	dir, err := filepath.Abs(corpus)
	require.NoError(t, err)
	rep, err := Hunt(t.Context(), Options{
		Kit: os.DirFS("../../kit"), Dir: dir, Patterns: []string{pattern},
		Budget: budget, Jobs: Jobs(plan.Cores()), Seed: 1,
	})
	require.NoError(t, err)
	packages := map[string]*Package{}
	for _, p := range rep.Packages {
		packages[p.Path] = p
	}
	require.Len(t, packages, len(expected(t)))
	return packages
}

// program is "ab_ba_ledger" of "corpus/ab_ba_ledger/bug".
func program(path string) string { return filepath.Base(filepath.Dir(path)) }

// expected are the kinds as which each bug may show itself.
func expected(t *testing.T) map[string][]string {
	files, err := filepath.Glob(corpus + "/*/bug/*.go")
	require.NoError(t, err)
	kinds := map[string][]string{}
	for _, name := range files {
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		first, _, _ := bytes.Cut(src, []byte("\n"))
		if m := expectation.FindStringSubmatch(string(first)); m != nil {
			kinds[program(filepath.Dir(name))] = strings.Split(m[1], " or ")
		}
	}
	programs, err := os.ReadDir(corpus)
	require.NoError(t, err)
	for _, e := range programs {
		if e.IsDir() {
			require.Contains(t, kinds, e.Name(), "no file of the bug begins with // bug: … ; kind: …")
		}
	}
	for _, list := range kinds {
		slices.Sort(list)
	}
	return kinds
}

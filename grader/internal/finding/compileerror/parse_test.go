package compileerror_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding/compileerror"
	"racekata/grader/internal/finding/internal/recording"
)

const cases = "../testdata/cases"

// reference is what the hidden tests of the recorded cases were written for.
const reference = `package counter

type Counter struct{ n int }

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) { c.n += d }

func (c *Counter) Value() int { return c.n }
`

func signatures(t testing.TB) map[string]string {
	t.Helper()
	sigs, err := compileerror.Signatures(map[string][]byte{"counter.go": []byte(reference)})
	require.NoError(t, err)
	return sigs
}

func TestParseRecorded(t *testing.T) {
	for _, prefix := range []string{"build_", "vet_"} {
		recording.Each(t, cases, prefix, func(t *testing.T, c recording.Case) {
			out := compileerror.Parse(c.Output)
			require.NotEmpty(t, out.Errors)
			var b strings.Builder
			for _, e := range out.Errors {
				fmt.Fprintf(&b, "%s: %s:%d:%d: %s\n", e.Package, e.File, e.Line, e.Column, e.Message)
				for _, m := range e.More {
					fmt.Fprintf(&b, "\t%s\n", m)
				}
				if !strings.HasSuffix(e.File, "_test.go") {
					continue
				}
				if u, ok := e.Unmet(signatures(t)); ok {
					fmt.Fprintf(&b, "\tunmet %s, missing %t, want %q, have %q\n", u.Name, u.Missing, u.Want, u.Have)
				} else {
					fmt.Fprintf(&b, "\tthe hidden test's own\n")
				}
			}
			fmt.Fprintf(&b, "too many %t\n", out.TooMany)
			recording.Golden(t, c.Name, b.String())
		})
	}
}

func TestCleanOutput(t *testing.T) {
	require.Zero(t, compileerror.Parse(""))
	require.Zero(t, compileerror.Parse("ok  \tracekata/exercises/101_counter\t0.1s\nFAIL\nFAIL\tx [build failed]\n"))
}

// Wordings of the type checker that no recording holds: those for generic
// types and for names that a test mentions inside larger expressions.
func TestUnmetWordings(t *testing.T) {
	sigs := map[string]string{
		"New": "func New[K comparable]() *Cache[K]", "Cache": "type Cache[K comparable] struct",
		"Cache.Get": "func (*Cache[K]) Get(key K) int", "Cache.All": "func (*Cache[K]) All() iter.Seq[K]",
		"Queue.Get": "func (*Queue) Get() int",
	}
	for message, want := range map[string]compileerror.Unmet{
		"c.Get undefined (type *cache.Cache[string] has no field or method Get, but does have method get)": {
			Name: "Cache.Get", Missing: true, Want: sigs["Cache.Get"], Have: "get"},
		"(*cache.Cache[string]).Get undefined (type *cache.Cache[string] has no method Get)": {
			Name: "Cache.Get", Missing: true, Want: sigs["Cache.Get"]},
		"cannot use (*cache.Cache[string]).Get (value of type func(c *cache.Cache[string])) as func(*cache.Cache[string], string) int value in variable declaration": {
			Name: "Cache.Get", Want: sigs["Cache.Get"], Have: "func(c *cache.Cache[string])"},
		"cannot use cache.New[string] (value of type func(n int) *cache.Cache[string]) as func() *cache.Cache[string] value in variable declaration": {
			Name: "New", Want: sigs["New"], Have: "func(n int) *cache.Cache[string]"},
		"in call to cache.New, cannot infer K":                                     {Name: "New", Want: sigs["New"]},
		"cache.Cache is not a generic type":                                        {Name: "Cache", Want: sigs["Cache"]},
		"cannot range over c.All() (value of type []string): ...":                  {Name: "Cache.All", Want: sigs["Cache.All"]},
		"invalid operation: q.Get() != want (mismatched types int and string)":     {Name: "Get", Want: sigs["Cache.Get"] + " or " + sigs["Queue.Get"]},
		"c.All() (no value) used as value":                                         {Name: "Cache.All", Want: sigs["Cache.All"]},
		"assignment mismatch: 2 variables but c.All() returns 1 value":             {Name: "Cache.All", Want: sigs["Cache.All"]},
		"cannot use 5 (untyped int constant) as string value in argument to c.All": {Name: "Cache.All", Want: sigs["Cache.All"]},
		"undefined: cache.Unheard":                                                 {Name: "Unheard", Missing: true},
		"unknown field Size in struct literal of type cache.Cache[string]":         {Name: "Cache.Size", Missing: true, Want: sigs["Cache"]},
	} {
		got, ok := compileerror.Error{Message: message}.Unmet(sigs)
		require.True(t, ok, message)
		require.Equal(t, want, got, message)
	}
	_, ok := compileerror.Error{Message: "declared and not used: x"}.Unmet(sigs)
	require.False(t, ok)
}

func FuzzParse(f *testing.F) {
	recording.Seeds(f, cases, "build_", func(s string) { f.Add(s) })
	recording.Seeds(f, cases, "vet_", func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, text string) {
		sigs := map[string]string{"New": "func New()", "Counter.Add": "func (*Counter) Add()"}
		out := compileerror.Parse(text)
		size := 0
		for _, e := range out.Errors {
			size += len(e.Message) + len(e.File)
			for _, m := range e.More {
				size += len(m)
			}
			if u, ok := e.Unmet(sigs); ok {
				require.NotEmpty(t, u.Name)
			}
		}
		require.LessOrEqual(t, size, 3*len(text))
	})
}

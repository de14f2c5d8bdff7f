// Package recording holds what the tests of the finding packages share: the
// recorded output of the real tools, and golden files.
//
// A case is one txtar archive in finding/testdata/cases. Its comment says
// what it shows and how to record it, one "key: value" a line:
//
//	Two goroutines add to a counter without a lock.
//	do: race
//	want: WARNING: DATA RACE
//
// Then come the files of a small module, and last a file named output: what
// the tool printed, with the folder it ran in replaced by /w. Record again
// with `make record` in finding/testdata; testdata/record says what each key
// does.
package recording

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
)

// Case is one recorded run of a tool.
type Case struct {
	// Name is the file's name without .txtar: race_counter, fatal_oom.
	Name string
	// Keys are the "key: value" lines.
	Keys map[string]string
	// Files is the module that was run, by path.
	Files map[string][]byte
	// Output is what the tool printed.
	Output string
}

// OutputFile is the name of the archive's last file.
const OutputFile = "output"

// Load reads the cases in dir whose names begin with prefix.
func Load(dir, prefix string) ([]Case, error) {
	paths, err := filepath.Glob(filepath.Join(dir, prefix+"*.txtar"))
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			return nil, fmt.Errorf("read case %s: %w", path, err)
		}
		cases = append(cases, FromArchive(strings.TrimSuffix(filepath.Base(path), ".txtar"), a))
	}
	return cases, nil
}

// FromArchive reads one case.
func FromArchive(name string, a *txtar.Archive) Case {
	c := Case{Name: name, Keys: map[string]string{}, Files: map[string][]byte{}}
	for line := range strings.Lines(string(a.Comment)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.Contains(key, " ") {
			c.Keys[key] = value
		}
	}
	for _, f := range a.Files {
		if f.Name == OutputFile {
			c.Output = string(f.Data)
		} else {
			c.Files[f.Name] = f.Data
		}
	}
	return c
}

// Each runs f on every case of finding/testdata/cases whose name begins with
// prefix. dir is that folder as seen from the test.
func Each(t *testing.T, dir, prefix string, f func(t *testing.T, c Case)) {
	t.Helper()
	cases, err := Load(dir, prefix)
	require.NoError(t, err)
	require.NotEmpty(t, cases, "no case %s* in %s", prefix, dir)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			require.NotEmpty(t, c.Output, "not recorded yet: make record in finding/testdata")
			f(t, c)
		})
	}
}

// Seeds hands the output of every such case to add, for a fuzz target.
func Seeds(f *testing.F, dir, prefix string, add func(output string)) {
	f.Helper()
	cases, err := Load(dir, prefix)
	require.NoError(f, err)
	for _, c := range cases {
		add(c.Output)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// Golden compares got with testdata/NAME.golden of the package under test,
// or writes it with -update.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to make it")
	require.Equal(t, string(want), got)
}

package submission

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryKindOfEntry(t *testing.T) {
	inside := []item{{name: "hw/exercises/101_counter/counter.go", text: counter}, {name: "hw/exercises/101_counter/counter_test.go", text: counter}}
	dir := class(t, map[string]string{
		"anna/exercises/101_counter/counter.go":      counter,
		"anna/exercises/101_counter/counter_test.go": counter,
		"anna/exercises/101_counter/demo/main.go":    "package main",
		"anna/go.mod":                         "module racekata\n",
		"ben.zip":                             string(zipOf(t, inside...)),
		"cleo.tar.gz":                         string(tgzOf(t, inside...)),
		"dora.TGZ":                            string(tgzOf(t, inside...)),
		"emil.tar":                            string(tarOf(t, inside...)),
		"fay_counter.go":                      counter,
		"fay_visits.go":                       visits,
		"gus.go":                              counter,
		"ida-checkout/.git/HEAD":              "ref: refs/heads/main",
		"ida-checkout/101_counter/counter.go": counter,
		".DS_Store":                           "x",
		"__MACOSX/x":                          "x",
		"roster.csv":                          "name",
	})
	var notices []string
	subs := openWith(t, dir, Options{Notice: func(s string) { notices = append(notices, s) }})
	require.Equal(t, []string{"anna", "ben", "cleo", "dora", "emil", "fay", "gus", "ida-checkout"}, keys(subs))
	for _, s := range subs {
		require.Empty(t, s.Problem)
		want := only(counter)
		if s.Key == "gus" {
			want["101_counter"] = "gus.go=" + counter + ";"
			require.Equal(t, []string{"gus.go is taken for 101_counter by its package."}, s.Notes)
		} else {
			require.Empty(t, s.Notes, s.Key)
		}
		if s.Key == "fay" {
			want["102_log_line"] = "visits.go=" + visits + ";"
		}
		require.Equal(t, want, have(s), s.Key)
		require.Equal(t, Plain, s.Layout)
		require.Equal(t, "there is neither a folder 201_late_add nor a file thumbs.go of package thumbs", get(t, s, "201_late_add").Why)
		require.False(t, s.Modified.IsZero())
		require.True(t, s.Submitted.IsZero())
	}
	e := get(t, subs[1], "101_counter")
	require.Equal(t, "hw/exercises/101_counter", e.Found)
	require.Equal(t, "exercises/101_counter/counter.go", e.Candidate.Files[0].Path, "no student's folder in a message")
	require.Len(t, e.Candidate.LeftOut, 1)
	require.Equal(t, []string{"roster.csv is neither a folder nor an archive nor a Go file, and was passed over."}, notices)
	require.Equal(t, get(t, subs[0], "101_counter").Candidate.Hash(), e.Candidate.Hash())
}

func TestWhereAnExerciseIsFound(t *testing.T) {
	for _, tc := range []struct {
		name  string
		files map[string]string
		found string
		note  string
	}{
		{"by id", map[string]string{"s/101_counter/counter.go": counter}, "101_counter", ""},
		{"deep", map[string]string{"s/a/b/c/d/101_counter/counter.go": counter}, "a/b/c/d/101_counter", ""},
		{"dashes", map[string]string{"s/101-counter/counter.go": counter}, "101-counter", ""},
		{"number", map[string]string{"s/101/counter.go": counter}, "101", ""},
		{"exercise number", map[string]string{"s/Exercise 101/counter.go": counter}, "Exercise 101", ""},
		{"number and more", map[string]string{"s/101 my answer/counter.go": counter}, "101 my answer", ""},
		{"top folder", map[string]string{"s/counter.go": counter}, "counter.go", ""},
		{"another folder", map[string]string{"s/src/counter.go": counter}, "src/counter.go", ""},
		{"below an empty one of its name", map[string]string{"s/101_counter/src/counter.go": counter, "s/101_counter/README.md": "x"}, "101_counter/src/counter.go", ""},
		{"in one of its name twice", map[string]string{"s/101_counter/101_counter/counter.go": counter}, "101_counter/101_counter", ""},
		{"shallowest", map[string]string{"s/101_counter/counter.go": counter, "s/old/101_counter/counter.go": visits}, "101_counter",
			"101_counter is there more than once: 101_counter counts, and old/101_counter does not."},
		{"exercises before others", map[string]string{"s/backup/101_counter/counter.go": visits, "s/exercises/101_counter/counter.go": counter}, "exercises/101_counter",
			"101_counter is there more than once: exercises/101_counter counts, and backup/101_counter does not."},
		{"letter by letter", map[string]string{"s/101/counter.go": visits, "s/101-counter/counter.go": visits, "s/101_counter/counter.go": counter}, "101_counter",
			"101_counter counts, and 101-counter does not."},
		{"a copy is weaker", map[string]string{"s/101_counter_old/counter.go": visits, "s/x/101_counter/counter.go": counter}, "x/101_counter",
			"x/101_counter counts, and 101_counter_old does not."},
		{"loose twice", map[string]string{"s/a/counter.go": counter, "s/b/counter.go": counter}, "a/counter.go",
			"101_counter is there more than once: what counts is in a, and not in b."},
		{"not in hidden or foreign folders", map[string]string{"s/.git/101_counter/counter.go": visits, "s/vendor/101_counter/counter.go": visits, "s/testdata/101_counter/counter.go": visits, "s/z/101_counter/counter.go": counter}, "z/101_counter", ""},
		{"case clash", map[string]string{"s/101_counter/Counter.go": visits, "s/101_counter/counter.go": counter}, "101_counter",
			"In 101_counter, counter.go and Counter.go are one name on some disks: the first counts."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := one(t, tc.files)
			require.Equal(t, only(counter), have(s))
			require.Equal(t, tc.found, get(t, s, "101_counter").Found)
			if tc.note != "" {
				noted(t, s, tc.note)
			}
		})
	}
}

func TestFlatFolderOfManyExercises(t *testing.T) {
	s := one(t, map[string]string{
		"s/counter.go": counter, "s/lock.go": counter, "s/visits.go": visits, "s/index.go": "package main", "s/pool.go": "package ocr", "s/broken.go": "pack",
	})
	require.Equal(t, map[string]string{
		"101_counter":     "counter.go=" + counter + ";lock.go=" + counter + ";",
		"102_log_line":    "visits.go=" + visits + ";",
		"302_worker_pool": "pool.go=package ocr;",
	}, have(s))
	require.Equal(t, "index.go lies outside of a folder 107_word_index and is not of package index", get(t, s, "107_word_index").Why)
}

func TestNothingToJudgeInTheFolder(t *testing.T) {
	s := one(t, map[string]string{"s/101_counter/counter_test.go": counter, "s/102_log_line/": ""})
	require.Equal(t, "there is no Go file to judge (exercises/101_counter/counter_test.go: the hidden tests decide, not these)", get(t, s, "101_counter").Why)
	require.Equal(t, "there is no Go file to judge", get(t, s, "102_log_line").Why)
	noted(t, s, "No exercise was found in it.")
}

func TestTwoSubmissionsOfOneStudent(t *testing.T) {
	dir := class(t, map[string]string{
		"Jane.zip":                    string(zipOf(t, item{name: "101_counter/counter.go", text: visits})),
		"jane/101_counter/counter.go": counter,
		"jane.tar.gz":                 string(tgzOf(t, item{name: "101_counter/counter.go", text: visits})),
	})
	at(t, filepath.Join(dir, "Jane.zip"), "2026-01-01T00:00:00Z")
	at(t, filepath.Join(dir, "jane/101_counter/counter.go"), "2026-01-03T00:00:00Z")
	at(t, filepath.Join(dir, "jane.tar.gz"), "2026-01-02T00:00:00Z")
	subs := open(t, dir)
	require.Equal(t, []string{"Jane"}, keys(subs))
	require.Equal(t, only(counter), have(subs[0]))
	require.Equal(t, "jane", subs[0].Source)
	require.Equal(t, []string{
		"There are two submissions: jane counts, which is the later one by the time on the disk, and jane.tar.gz does not.",
		"There are two submissions: jane counts, which is the later one by the time on the disk, and Jane.zip does not.",
	}, subs[0].Notes)

	at(t, filepath.Join(dir, "jane/101_counter/counter.go"), "2025-01-03T00:00:00Z")
	require.Equal(t, "jane.tar.gz", open(t, dir)[0].Source)
}

func TestFolderProblems(t *testing.T) {
	ctx := context.Background()
	c := catalogue(t)
	_, err := Open(ctx, filepath.Join(t.TempDir(), "nowhere"), c, Options{})
	require.ErrorIs(t, err, os.ErrNotExist)
	file := filepath.Join(class(t, map[string]string{"all.zip": "x"}), "all.zip")
	_, err = Open(ctx, file, c, Options{})
	require.ErrorContains(t, err, "it is a file: unpack it into a folder of its own and name that")
	ended, cancel := context.WithCancel(ctx)
	cancel()
	_, err = Open(ended, class(t, map[string]string{"a/101/counter.go": counter}), c, Options{})
	require.ErrorIs(t, err, context.Canceled)
	subs, err := Open(ctx, t.TempDir(), c, Options{})
	require.NoError(t, err)
	require.Empty(t, subs)
}

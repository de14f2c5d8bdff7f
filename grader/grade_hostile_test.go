package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

func student(t *testing.T, r *results.Results, key string) *results.Student {
	t.Helper()
	i := slices.IndexFunc(r.Students, func(s results.Student) bool { return s.Key == key })
	require.GreaterOrEqual(t, i, 0, "%s has no results", key)
	return &r.Students[i]
}

// untouched fails the test unless a tree is as it was.
func untouched(t *testing.T, dir string) func() {
	t.Helper()
	list := func() string {
		var b strings.Builder
		require.NoError(t, filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && !d.IsDir() {
				fmt.Fprintf(&b, "%s %v %d %v\n", p, info.Mode(), info.Size(), info.ModTime())
			}
			return err
		}))
		return b.String()
	}
	before := list()
	return func() { require.Equal(t, before, list(), "%s was changed", dir) }
}

// Each program of testdata/attacks is wrong and tries to hide it, or to do
// harm. None passes, none is a fault, each is rejected for what its first line
// says, and the one who has done nothing of the kind has all points.
func TestAttacksOnAClass(t *testing.T) {
	p := newPlace(t)
	sources, err := filepath.Glob("testdata/attacks/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	files := map[string]string{"honest/101_counter/counter.go": string(p.reference("101_counter", "counter.go"))}
	want := map[string][]string{}
	for _, path := range sources {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(path), ".go")
		first, _, _ := strings.Cut(string(src), "\n")
		kinds, ok := strings.CutPrefix(first, "// want: ")
		require.True(t, ok, path)
		want[name] = strings.Split(kinds, " or ")
		files[name+"/101_counter/counter.go"] = string(src)
	}
	racy := files["recovers_from_everything/101_counter/counter.go"]
	// Beside the code.
	for name, more := range map[string]map[string]string{
		"tests_of_ones_own": {"101_counter/main_test.go": "package counter_test\n\nimport \"testing\"\n\nfunc TestMain(m *testing.M) {}\n"},
		"assembly":          {"101_counter/add_amd64.s": "TEXT ·Add(SB),$0\n\tRET\n"},
		"module_replaced":   {"go.mod": "module racekata\n\nreplace racekata/grader => ./mine\n", "mine/kit.go": "package kit\n"},
		"vendor_folder":     {"vendor/go.uber.org/goleak/leak.go": "package goleak\n", "vendor/modules.txt": "# go.uber.org/goleak v1.3.0\n"},
		"workspace_file":    {"go.work": "go 1.26\n\nuse .\n"},
		"flags_in_a_file":   {".env": "GOFLAGS=-race=false\nGORACE=report_bugs=0\n", "101_counter/.env": "GOFLAGS=-overlay=x\n"},
	} {
		want[name] = []string{"data race"}
		if name == "assembly" {
			want[name] = []string{"forbidden"} // though the code is that of the others
		}
		files[name+"/101_counter/counter.go"] = racy
		for file, text := range more {
			files[name+"/"+file] = text
		}
	}
	class := p.class(files)
	same := untouched(t, class)
	home := untouched(t, p.dir)
	r, said := p.grade(class, filepath.Join(t.TempDir(), "results"), "--exercises", "101", "--plan", "quick")
	same()
	home()
	p.left()
	require.NotContains(t, said, "\x1b")

	require.Len(t, r.Students, len(want)+1)
	honest := student(t, r, "honest").Grades[0]
	require.Equal(t, 10.0, honest.Points)
	for name, kinds := range want {
		g := student(t, r, name).Grades[0]
		require.Equal(t, results.Graded, g.State, "%s: %+v", name, g.Verdict)
		require.Contains(t, []verdict.Outcome{verdict.Failed, verdict.Refused}, g.Verdict.Outcome, name)
		require.Zero(t, g.Points, name)
		var got, titles []string
		for _, f := range g.Verdict.Findings {
			got = append(got, string(f.Kind))
			titles = append(titles, f.Title)
		}
		require.True(t, slices.ContainsFunc(got, func(k string) bool { return slices.Contains(kinds, k) }),
			"%s: found %q (%q), and one of %q has to be", name, got, titles, kinds)
		t.Logf("%-32s %s", name, strings.Join(slices.Compact(got), ", "))
	}
}

type packed struct{ name, text, link string }

func zipped(t *testing.T, flags uint16, files ...packed) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, NonUTF8: true}
		h.SetMode(0o644)
		if f.link != "" {
			h.SetMode(os.ModeSymlink | 0o777)
			f.text = f.link
		}
		if flags != 0 {
			h.Method, h.Flags = zip.Store, flags
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(f.text)), uint64(len(f.text))
			part, err := w.CreateRaw(h)
			require.NoError(t, err)
			_, err = io.WriteString(part, f.text)
			require.NoError(t, err)
			continue
		}
		part, err := w.CreateHeader(h)
		require.NoError(t, err)
		_, err = io.WriteString(part, f.text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func tarred(t *testing.T, write func(w *tar.Writer)) string {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	require.NoError(t, err)
	w := tar.NewWriter(z)
	write(w)
	require.NoError(t, w.Close())
	require.NoError(t, z.Close())
	return b.String()
}

// zeros are what a bomb is made of.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// Each row of what can be wrong with a submission is named in that student's
// notes, and changes nothing for anybody else.
func TestBadSubmissionsOfAClass(t *testing.T) {
	p := newPlace(t)
	right := string(p.reference("101_counter", "counter.go"))
	good := packed{name: "101_counter/counter.go", text: right}
	broken := zipped(t, 0, good, packed{name: "more.txt", text: strings.Repeat("x", 1000)})
	regular := func(w *tar.Writer, name, text string) {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text)), Typeflag: tar.TypeReg}))
		_, err := io.WriteString(w, text)
		require.NoError(t, err)
	}
	passes, missing := 10.0, -1.0
	cases := map[string]struct {
		files  map[string]string // an archive when there is one with an ending and no folder
		points float64
		note   string
	}{
		"paths_out":     {map[string]string{".zip": zipped(t, 0, packed{name: "../101_counter/counter.go", text: "package evil\n"}, good)}, passes, "points out of the archive"},
		"absolute":      {map[string]string{".zip": zipped(t, 0, packed{name: "/101_counter/counter.go", text: "package evil\n"}, good)}, passes, "absolute path"},
		"links_out":     {map[string]string{".zip": zipped(t, 0, packed{name: "101_counter/counter.go", link: "/etc/passwd"})}, missing, "link"},
		"password":      {map[string]string{".zip": zipped(t, 1, good)}, missing, "password"},
		"broken":        {map[string]string{".zip": broken[:len(broken)/2]}, missing, ""},
		"empty_archive": {map[string]string{".zip": zipped(t, 0)}, missing, "empty"},
		"not_utf8":      {map[string]string{".zip": zipped(t, 0, packed{name: "\xff\xfe/x.go", text: "package x\n"}, good)}, passes, ""},
		"line_breaks":   {map[string]string{".zip": zipped(t, 0, packed{name: "a\nb/\x1b[31mx.go", text: "package x\n"}, good)}, passes, ""},
		"devices": {map[string]string{".tar.gz": tarred(t, func(w *tar.Writer) {
			require.NoError(t, w.WriteHeader(&tar.Header{Name: "101_counter/null.go", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 3}))
			require.NoError(t, w.WriteHeader(&tar.Header{Name: "101_counter/pipe.go", Typeflag: tar.TypeFifo}))
			regular(w, "101_counter/counter.go", right)
		})}, passes, "left out"},
		"million": {map[string]string{".tar.gz": tarred(t, func(w *tar.Writer) {
			for i := range 1_000_000 {
				if err := w.WriteHeader(&tar.Header{Name: fmt.Sprint(i), Mode: 0o644, Typeflag: tar.TypeReg}); err != nil {
					require.NoError(t, err)
				}
			}
		})}, missing, "more entries than the limit"},
		"bomb": {map[string]string{".tar.gz": tarred(t, func(w *tar.Writer) {
			regular(w, "101_counter/counter.go", right)
			const size = 10 << 30
			require.NoError(t, w.WriteHeader(&tar.Header{Name: "zeros.go", Mode: 0o644, Size: size, Typeflag: tar.TypeReg}))
			_, err := io.CopyN(w, zeros{}, size)
			require.NoError(t, err)
		})}, missing, "MiB"},
		"twice": {map[string]string{
			"/a/101_counter/counter.go":   right,
			"/b/c/101_counter/counter.go": "package counter\n",
		}, passes, "101_counter is there"},
		"two_of_one": {map[string]string{
			".zip":                    zipped(t, 0, packed{name: "101_counter/counter.go", text: "package counter\n"}),
			"/101_counter/counter.go": right,
		}, passes, "two submissions: two_of_one counts, which is the later one"},
		"nothing_for_it": {map[string]string{"/notes.txt": "I was ill.\n"}, missing, ""},
	}
	if testing.Short() {
		delete(cases, "bomb") // a minute's worth of zeros
	}
	files := map[string]string{"honest/101_counter/counter.go": right}
	for name, c := range cases {
		for end, text := range c.files {
			files[name+end] = text
		}
	}
	class := p.class(files)
	long := time.Now().Add(-time.Hour)
	require.NoError(t, os.Chtimes(filepath.Join(class, "two_of_one.zip"), long, long))
	same := untouched(t, class)
	r, said := p.grade(class, filepath.Join(t.TempDir(), "results"), "--exercises", "101", "--plan", "quick")
	same()
	p.left()
	require.NotContains(t, said, "\x1b")

	require.Equal(t, passes, student(t, r, "honest").Grades[0].Points)
	require.Empty(t, student(t, r, "honest").Notes)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := student(t, r, name)
			if c.points < 0 {
				require.Equal(t, results.Missing, s.Grades[0].State, "%s: %q", name, s.Notes)
				if name != "nothing_for_it" {
					require.NotEmpty(t, s.Notes, name)
				}
			} else {
				require.Equal(t, c.points, s.Grades[0].Points, "%s: %q %+v", name, s.Notes, s.Grades[0].Verdict)
			}
			require.Contains(t, strings.Join(s.Notes, "\n"), c.note, name)
			require.NotContains(t, strings.Join(s.Notes, ""), "\n", name)
		})
	}
}

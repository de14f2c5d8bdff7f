package submission

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

var load = sync.OnceValues(func() (exercise.Catalogue, error) { return exercise.Load(solutions.FS) })

func catalogue(t testing.TB) exercise.Catalogue {
	t.Helper()
	c, err := load()
	require.NoError(t, err)
	return c
}

// small is a catalogue that costs a fuzzing worker nothing to have.
func small() exercise.Catalogue {
	return exercise.Catalogue{
		{ID: "101_counter", Package: "counter", File: "counter.go"},
		{ID: "302_worker_pool", Package: "ocr", File: "pool.go"},
	}
}

// item is one entry of a made archive, in its order.
type item struct {
	name, text string
	link       string // of a symbolic link
	typ        byte   // tar's, unless it is a file or a symbolic link
}

const (
	counter = "package counter\n\ntype Counter struct{}\n"
	visits  = "package visits\n"
)

func zipOf(t testing.TB, items ...item) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, it := range items {
		h := &zip.FileHeader{Name: it.name, Method: zip.Deflate}
		h.SetMode(0o644)
		if it.text == "" {
			h.Method = zip.Store
		}
		if it.link != "" {
			h.SetMode(os.ModeSymlink | 0o777)
			it.text = it.link
		}
		w, err := z.CreateHeader(h)
		require.NoError(t, err)
		_, err = w.Write([]byte(it.text))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func tarOf(t testing.TB, items ...item) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, it := range items {
		h := &tar.Header{Name: it.name, Mode: 0o644, Size: int64(len(it.text)), Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if it.link != "" {
			h.Typeflag, h.Linkname = tar.TypeSymlink, it.link
		}
		if it.typ != 0 {
			h.Typeflag = it.typ
		}
		if h.Typeflag != tar.TypeReg {
			h.Size, it.text = 0, ""
		}
		require.NoError(t, w.WriteHeader(h))
		_, err := w.Write([]byte(it.text))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func gz(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

func tgzOf(t testing.TB, items ...item) []byte { return gz(t, tarOf(t, items...)) }

// class lays files out in a folder of the test's; a name that ends in a slash
// is an empty folder.
func class(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			require.NoError(t, os.MkdirAll(p, 0o755))
			continue
		}
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(text), 0o644))
	}
	return dir
}

func at(t testing.TB, p string, when string) {
	t.Helper()
	tm, err := time.Parse(time.RFC3339, when)
	require.NoError(t, err)
	require.NoError(t, os.Chtimes(p, tm, tm))
}

func open(t testing.TB, dir string) []Submission {
	t.Helper()
	return openWith(t, dir, Options{})
}

func openWith(t testing.TB, dir string, o Options) []Submission {
	t.Helper()
	subs, err := Open(context.Background(), dir, catalogue(t), o)
	require.NoError(t, err)
	for _, s := range subs {
		require.NotEmpty(t, s.People)
		require.Len(t, s.Exercises, len(catalogue(t)))
		for _, text := range append([]string{s.Key, s.Source, s.Problem}, s.Notes...) {
			require.Equal(t, -1, strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd }), "%q", text)
			require.NotContains(t, text, dir, "no path of the grading machine")
		}
	}
	return subs
}

// one is the submission of a class of one.
func one(t testing.TB, files map[string]string) Submission {
	t.Helper()
	subs := open(t, class(t, files))
	require.Len(t, subs, 1)
	return subs[0]
}

func keys(subs []Submission) []string {
	var all []string
	for _, s := range subs {
		all = append(all, s.Key)
	}
	return all
}

// have lists the exercises with something to judge, each with its text.
func have(s Submission) map[string]string {
	m := map[string]string{}
	for _, e := range s.Exercises {
		if e.Why == "" {
			text := ""
			for _, f := range e.Candidate.Files {
				text += f.Name + "=" + string(f.Content) + ";"
			}
			m[e.ID] = text
		}
	}
	return m
}

func get(t testing.TB, s Submission, id string) Exercise {
	t.Helper()
	for _, e := range s.Exercises {
		if e.ID == id {
			return e
		}
	}
	require.Fail(t, "no "+id)
	return Exercise{}
}

func only(text string) map[string]string {
	return map[string]string{"101_counter": "counter.go=" + text + ";"}
}

func noted(t testing.TB, s Submission, part string) {
	t.Helper()
	require.Contains(t, strings.Join(s.Notes, "\n"), part)
}

package record

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/verdict"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)

func line(student string, points int) Line {
	return Line{Student: student, Exercise: "101_counter", Hash: "h", Basis: "b", At: noon, Verdict: &verdict.Verdict{Points: points}}
}

func open(t *testing.T, dir string) *Book {
	t.Helper()
	b, err := Open(dir, noon)
	require.NoError(t, err)
	return b
}

func TestWhatWasAppendedIsFoundAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "results")
	b := open(t, dir)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { require.NoError(t, b.Append(line(fmt.Sprint(i), i))) })
	}
	wg.Wait()
	require.NoError(t, b.Append(line("3", 7)))
	require.NoError(t, b.Close())

	b = open(t, dir)
	defer b.Close()
	require.Len(t, b.Students(), 20)
	for i := range 20 {
		want := i
		if i == 3 {
			want = 7 // the last counts
		}
		l, ok := b.Find(fmt.Sprint(i), "101_counter")
		require.True(t, ok)
		require.Equal(t, want, l.Verdict.Points)
	}
	_, ok := b.Find("3", "102_log_line")
	require.False(t, ok)
}

// Killed at any byte of the last line, the record reads as if it had not been
// begun, and goes on.
func TestATornEndIsCut(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	require.NoError(t, b.Append(line("ada", 1)))
	whole, err := os.ReadFile(filepath.Join(dir, Name))
	require.NoError(t, err)
	require.NoError(t, b.Append(line("bob", 2)))
	both, err := os.ReadFile(filepath.Join(dir, Name))
	require.NoError(t, err)
	require.NoError(t, b.Close())
	for cut := len(whole); cut < len(both); cut += 7 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, Name), both[:cut], 0o644))
		b := open(t, dir)
		_, ok := b.Find("bob", "101_counter")
		require.False(t, ok)
		require.NoError(t, b.Append(line("cyd", 3)))
		require.NoError(t, b.Close())
		b = open(t, dir)
		require.Equal(t, map[string]bool{"ada": true, "cyd": true}, b.Students())
		require.NoError(t, b.Close())
	}
	// Killed while the header was written.
	require.NoError(t, os.WriteFile(filepath.Join(dir, Name), whole[:10], 0o644))
	b = open(t, dir)
	require.Empty(t, b.Students())
	require.NoError(t, b.Close())
}

// Reading disturbs nobody: not the run that is writing, and not the folder.
func TestReadWhileARunIsAtIt(t *testing.T) {
	dir := t.TempDir()
	none, err := Read(dir)
	require.NoError(t, err)
	_, ok := none.Find("ada", "101_counter")
	require.False(t, ok)
	require.NoFileExists(t, filepath.Join(dir, Name))

	b := open(t, dir)
	defer b.Close()
	require.NoError(t, b.Append(line("ada", 1)))
	lines, err := Read(dir)
	require.NoError(t, err)
	l, ok := lines.Find("ada", "101_counter")
	require.True(t, ok)
	require.Equal(t, 1, l.Verdict.Points)
	require.NoError(t, os.WriteFile(filepath.Join(dir, Name), []byte("points\n"), 0o644))
	_, err = Read(dir)
	require.ErrorContains(t, err, "line 1: this is no record")
}

func TestTwoRunsInOneFolder(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	_, err := Open(dir, noon)
	require.ErrorIs(t, err, ErrInUse)
	require.NoError(t, b.Close())
	b = open(t, dir)
	require.NoError(t, b.Close())
}

func TestWhatIsNoRecord(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"another file":    {"name,points\nada,3\n", "line 1: this is no record"},
		"another shape":   {`{"schema":"racekata/verdicts/v9"}` + "\n", "line 1: this is no record"},
		"a damaged line":  {`{"schema":"` + Schema + `"}` + "\n{]\n", "line 2: no verdict"},
		"without verdict": {`{"schema":"` + Schema + `"}` + "\n{\"student\":\"a\",\"exercise\":\"b\"}\n", "lacks a student"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, Name), []byte(c.text), 0o644))
			_, err := Open(dir, noon)
			require.ErrorContains(t, err, c.want)
			got, readErr := os.ReadFile(filepath.Join(dir, Name))
			require.NoError(t, readErr)
			require.Equal(t, c.text, string(got), "nothing of it is lost")
		})
	}
}

func TestTheMachineSaysNo(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	_, err := Open(filepath.Join(file, "results"), noon)
	require.ErrorContains(t, err, "make the folder of results")
	b := open(t, dir)
	require.NoError(t, b.Close())
	err = b.Append(line("ada", 1))
	require.ErrorContains(t, err, "write the record")
	_, ok := b.Find("ada", "101_counter")
	require.False(t, ok, "what is not on the disk does not count")
}

func FuzzRead(f *testing.F) {
	f.Add(`{"schema":"` + Schema + `"}` + "\n" + `{"student":"a","exercise":"b","verdict":{"points":3}}` + "\n")
	f.Add(strings.Repeat("\n", 50))
	f.Fuzz(func(t *testing.T, text string) {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, Name), []byte(text), 0o644))
		b, err := Open(dir, noon)
		if err != nil {
			return
		}
		before := b.Students()
		require.NoError(t, b.Close())
		b, err = Open(dir, noon)
		require.NoError(t, err, "what was readable once is so again")
		require.Equal(t, before, b.Students())
		require.NoError(t, b.Close())
	})
}

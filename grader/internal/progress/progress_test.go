package progress

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func store(t *testing.T) (Store, *[]string) {
	var warnings []string
	return At(t.TempDir(), func(s string) { warnings = append(warnings, s) }), &warnings
}

func TestNothingYet(t *testing.T) {
	s, warnings := store(t)
	st, err := s.Read()
	require.NoError(t, err)
	require.Empty(t, st.Exercises)
	require.Empty(t, *warnings)
	require.NoDirExists(t, s.Dir, "reading makes nothing")
}

func TestUpdateIsKept(t *testing.T) {
	s, _ := store(t)
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	require.NoError(t, s.Update(func(st *State) {
		e := st.Of("101_counter")
		e.Attempts = 3
		e.Passed = &Pass{At: at, Hash: "abc"}
	}))
	st, err := s.Read()
	require.NoError(t, err)
	require.Equal(t, 3, st.Of("101_counter").Attempts)
	require.Equal(t, &Pass{At: at, Hash: "abc"}, st.Of("101_counter").Passed)
}

func TestUpdatesAtOnceAreAllKept(t *testing.T) {
	s, _ := store(t)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			for range 10 {
				if err := s.Update(func(st *State) { st.Of("101_counter").Attempts++ }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	st, err := s.Read()
	require.NoError(t, err)
	require.Equal(t, 200, st.Of("101_counter").Attempts)
	files, err := filepath.Glob(filepath.Join(s.Dir, ".progress*"))
	require.NoError(t, err)
	require.Empty(t, files, "no draft is left")
}

func TestDamagedFileIsSetAside(t *testing.T) {
	s, warnings := store(t)
	require.NoError(t, os.MkdirAll(s.Dir, 0o755))
	for i, damaged := range []string{"{", "", "[]", `{"version":0}`, "null", "\x00\x01"} {
		require.NoError(t, os.WriteFile(s.path(), []byte(damaged), 0o644))
		st, err := s.Read()
		require.NoError(t, err, "%q", damaged)
		require.Empty(t, st.Exercises)
		require.Len(t, *warnings, i+1)
		require.NoFileExists(t, s.path())
	}
	kept, err := filepath.Glob(s.path() + ".damaged-*")
	require.NoError(t, err)
	require.Len(t, kept, 6, "each is kept")
}

func TestNewerFileIsLeftAlone(t *testing.T) {
	s, warnings := store(t)
	require.NoError(t, os.MkdirAll(s.Dir, 0o755))
	newer := []byte(`{"version":99,"exercises":{"x":{}},"more":true}`)
	require.NoError(t, os.WriteFile(s.path(), newer, 0o644))
	_, err := s.Read()
	require.ErrorAs(t, err, new(*NewerError))
	require.ErrorAs(t, s.Update(func(*State) {}), new(*NewerError))
	b, err := os.ReadFile(s.path())
	require.NoError(t, err)
	require.Equal(t, newer, b)
	require.Empty(t, *warnings)
}

func TestEntryThatIsNull(t *testing.T) {
	s, _ := store(t)
	require.NoError(t, os.MkdirAll(s.Dir, 0o755))
	require.NoError(t, os.WriteFile(s.path(), []byte(`{"version":1,"exercises":{"a":null}}`), 0o644))
	require.NoError(t, s.Update(func(st *State) { st.Of("a").Attempts++ }))
	st, err := s.Read()
	require.NoError(t, err)
	require.Equal(t, 1, st.Of("a").Attempts)
}

func TestWriteAtomicKeepsTheOldOnFailure(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	require.NoError(t, WriteAtomic(path, []byte("old")))
	// A folder in the way makes the last step fail.
	inTheWay := filepath.Join(dir, "folder")
	require.NoError(t, os.MkdirAll(filepath.Join(inTheWay, "below"), 0o755))
	require.Error(t, WriteAtomic(inTheWay, []byte("new")))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 2, "no draft is left")
}

func TestKeepCopiesAndNeverOverwrites(t *testing.T) {
	s, _ := store(t)
	folder := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(folder, "demo"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "counter.go"), []byte("one"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "demo", "main.go"), []byte("demo"), 0o644))
	require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(folder, "link.go")))
	now := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	first, err := s.Keep("101_counter", folder, now)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "counter.go"), []byte("two"), 0o644))
	second, err := s.Keep("101_counter", folder, now)
	require.NoError(t, err)
	require.NotEqual(t, first, second)
	for dir, want := range map[string]string{first: "one", second: "two"} {
		b, err := os.ReadFile(filepath.Join(dir, "counter.go"))
		require.NoError(t, err)
		require.Equal(t, want, string(b))
		require.FileExists(t, filepath.Join(dir, "demo", "main.go"))
		require.NoFileExists(t, filepath.Join(dir, "link.go"))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"version":1,"exercises":{"a":{"attempts":1,"passed":{"at":"2026-01-01T00:00:00Z","hash":"x"}}}}`))
	f.Add([]byte(`{"version":1,"exercises":{"a":null}}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, content []byte) {
		s := At(t.TempDir(), func(string) {})
		require.NoError(t, os.MkdirAll(s.Dir, 0o755))
		require.NoError(t, os.WriteFile(s.path(), content, 0o644))
		st, err := s.Read()
		if err != nil {
			require.ErrorAs(t, err, new(*NewerError))
			return
		}
		st.Of("a").Attempts++
		_, err = json.Marshal(st)
		require.NoError(t, err)
	})
}

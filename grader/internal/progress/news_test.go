package progress

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCompare(t *testing.T) {
	type versions = map[string]string
	for name, c := range map[string]struct {
		seen, now versions
		want      News
	}{
		"the first time":   {nil, versions{"a": "1"}, News{}},
		"nothing":          {versions{"a": "1"}, versions{"a": "1"}, News{}},
		"changed":          {versions{"b": "1", "a": "1"}, versions{"a": "2", "b": "2"}, News{Changed: []string{"a", "b"}}},
		"new":              {versions{"a": "1"}, versions{"a": "1", "b": "1"}, News{New: []string{"b"}}},
		"gone":             {versions{"a": "1", "b": "1"}, versions{"b": "1"}, News{Gone: []string{"a"}}},
		"all of it":        {versions{"a": "1", "b": "1"}, versions{"b": "2", "c": "1"}, News{Changed: []string{"b"}, New: []string{"c"}, Gone: []string{"a"}}},
		"nothing is there": {versions{"a": "1"}, nil, News{Gone: []string{"a"}}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, Compare(c.seen, c.now)) })
	}
}

func TestNewsInALine(t *testing.T) {
	for want, n := range map[string]News{
		"": {},
		"changed since you were here: 101_counter (you had passed it: check it again), 205_pipeline · new: 305_shed_load · gone: 110_late_init (your progress on it is kept)": {
			Changed: []string{"101_counter", "205_pipeline"}, New: []string{"305_shed_load"}, Gone: []string{"110_late_init"},
			Passed: []string{"101_counter"}, Kept: []string{"110_late_init"},
		},
		"changed since you were here: b (you had passed it: check it again), a": {Changed: []string{"a", "b"}, Passed: []string{"b"}},
		"new since you were here: a":                            {New: []string{"a"}},
		"new since you were here: a · gone: b":                  {New: []string{"a"}, Gone: []string{"b"}},
		"new since you were here: 1, 2, 3, 4, 5, 6, 7":          {New: []string{"1", "2", "3", "4", "5", "6", "7"}},
		"new since you were here: 1, 2, 3, 4, 5, 6, and 2 more": {New: []string{"1", "2", "3", "4", "5", "6", "7", "8"}},
	} {
		require.Equal(t, want, n.String())
		require.Equal(t, want == "", n.Empty())
	}
}

func TestNewsAreToldOnce(t *testing.T) {
	s, _ := store(t)
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	tell := func(now map[string]string) string {
		t.Helper()
		n, err := s.News(now)
		require.NoError(t, err)
		return n.String()
	}
	first := map[string]string{"101_counter": "1", "110_late_init": "1", "205_pipeline": "1"}
	require.Empty(t, tell(first), "the first run says nothing")
	require.Empty(t, tell(first))
	require.NoError(t, s.Update(func(st *State) {
		st.Of("101_counter").Passed = &Pass{At: at, Hash: "x", Version: "1"}
		st.Of("110_late_init").Attempts = 2
	}))
	second := map[string]string{"101_counter": "2", "205_pipeline": "2", "305_shed_load": "1"}
	require.Equal(t, "changed since you were here: 101_counter (you had passed it: check it again), 205_pipeline · new: 305_shed_load · gone: 110_late_init (your progress on it is kept)", tell(second))
	require.Empty(t, tell(second))

	st, err := s.Read()
	require.NoError(t, err)
	require.Equal(t, Version, st.Version, "older graders can read it")
	require.Equal(t, 2, st.Of("110_late_init").Attempts, "what is gone is kept")
	require.True(t, st.Of("101_counter").Outdated(second["101_counter"]))
	require.False(t, st.Of("101_counter").Outdated("1"))
	require.False(t, st.Of("205_pipeline").Outdated("2"), "it never passed")

	// It comes back with the progress of before.
	require.Equal(t, "new since you were here: 110_late_init", tell(map[string]string{"101_counter": "2", "205_pipeline": "2", "305_shed_load": "1", "110_late_init": "1"}))
}

// What was passed in the version of now is none to check again, whoever noted
// the version of the pass.
func TestPassesRememberTheirVersion(t *testing.T) {
	st := &State{Seen: map[string]string{"a": "1", "b": "1"}, Exercises: map[string]*Entry{
		"a": {Passed: &Pass{Version: "2"}}, // by a check that had not told the news
		"b": {Passed: &Pass{}},
		"c": {Passed: &Pass{}}, // gone before versions were kept
	}}
	n := st.See(map[string]string{"a": "2", "b": "2"})
	require.Equal(t, []string{"b"}, n.Passed)
	require.False(t, st.Of("a").Outdated("2"))
	require.True(t, st.Of("b").Outdated("2"))
	require.False(t, st.Of("c").Outdated("2"), "nothing is claimed of it")
	st.Of("b").PassedIn("2")
	require.True(t, st.Of("b").Outdated("2"), "the pass is still the old one")
	st.Of("b").Passed = &Pass{}
	st.Of("b").PassedIn("2")
	require.False(t, st.Of("b").Outdated("2"))
}

// A file from before versions were kept: it is read, and nothing is news.
func TestFileWithoutVersions(t *testing.T) {
	s, warnings := store(t)
	require.NoError(t, os.MkdirAll(s.Dir, 0o755))
	old := `{"version":1,"exercises":{"101_counter":{"attempts":2,"points":10,"passed":{"at":"2026-01-01T00:00:00Z","hash":"x"}}}}`
	require.NoError(t, os.WriteFile(s.path(), []byte(old), 0o644))
	now := map[string]string{"101_counter": "1", "102_log_line": "1"}
	n, err := s.News(now)
	require.NoError(t, err)
	require.True(t, n.Empty())
	require.Empty(t, *warnings)
	st, err := s.Read()
	require.NoError(t, err)
	require.Equal(t, now, st.Seen)
	require.Equal(t, "x", st.Of("101_counter").Passed.Hash)
	n, err = s.News(map[string]string{"101_counter": "2", "102_log_line": "1"})
	require.NoError(t, err)
	require.Equal(t, []string{"101_counter"}, n.Passed, "from then on it is known")
}

func TestUnchangedVersionsWriteNothing(t *testing.T) {
	s, _ := store(t)
	now := map[string]string{"a": "1"}
	_, err := s.News(now)
	require.NoError(t, err)
	before, err := os.Stat(s.path())
	require.NoError(t, err)
	_, err = s.News(map[string]string{"a": "1"})
	require.NoError(t, err)
	after, err := os.Stat(s.path())
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after), "a write would have put another file there")
}

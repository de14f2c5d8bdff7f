package kept

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

func of(o verdict.Outcome, kinds ...finding.Kind) *verdict.Verdict {
	v := &verdict.Verdict{Schema: verdict.Schema, Outcome: o}
	for _, k := range kinds {
		v.Findings = append(v.Findings, verdict.Finding{Finding: finding.Finding{Kind: k}})
	}
	return v
}

func TestWhatIsKept(t *testing.T) {
	buildLimit := of(verdict.Refused, finding.Forbidden)
	buildLimit.Findings[0].Rule = finding.BuildLimit
	for name, c := range map[string]struct {
		v    *verdict.Verdict
		kept bool
	}{
		"a pass":            {of(verdict.Passed), true},
		"a race":            {of(verdict.Failed, finding.DataRace), true},
		"stuck":             {of(verdict.Failed, finding.Stuck), true},
		"refused":           {of(verdict.Refused, finding.Forbidden), true},
		"a fault":           {of(verdict.Fault), false},
		"out of time":       {of(verdict.Failed, finding.DataRace, finding.OutOfTime), false},
		"out of memory":     {of(verdict.Failed, finding.OutOfMemory), false},
		"too much output":   {of(verdict.Failed, finding.TooMuchOutput), false},
		"killed":            {of(verdict.Failed, finding.Died), false},
		"a build too large": {buildLimit, false},
	} {
		m := Memory{Dir: filepath.Join(t.TempDir(), "verdicts")}
		require.NoError(t, m.Store(Key("h", "b"), c.v), name)
		got, ok := m.Load(Key("h", "b"))
		require.Equal(t, c.kept, ok, name)
		if ok {
			require.Equal(t, c.v, got, name)
		}
		_, ok = m.Load(Key("h", "another basis"))
		require.False(t, ok)
	}
}

func TestAFailureSeenOnceStays(t *testing.T) {
	m := Memory{Dir: t.TempDir()}
	key := Key("h", "b")
	require.NoError(t, m.Store(key, of(verdict.Passed)))
	require.NoError(t, m.Store(key, of(verdict.Failed, finding.DataRace)))
	require.NoError(t, m.Store(key, of(verdict.Passed)))
	got, ok := m.Load(key)
	require.True(t, ok)
	require.Equal(t, verdict.Failed, got.Outcome)
}

func TestDamagedAndOld(t *testing.T) {
	m := Memory{Dir: t.TempDir()}
	key := Key("h", "b")
	require.NoError(t, m.Store(key, of(verdict.Passed)))
	require.NoError(t, os.WriteFile(m.file(key), []byte(`{"schema":`), 0o644))
	_, ok := m.Load(key)
	require.False(t, ok)
	require.NoError(t, m.Store(key, of(verdict.Passed)))

	now := time.Now()
	require.NoError(t, m.Prune(now))
	_, ok = m.Load(key)
	require.True(t, ok)
	require.NoError(t, m.Prune(now.Add(2*unused)))
	_, ok = m.Load(key)
	require.False(t, ok)
	require.NoError(t, Memory{Dir: filepath.Join(m.Dir, "none")}.Prune(now))
}

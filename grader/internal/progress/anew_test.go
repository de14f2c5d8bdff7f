package progress

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestBeginAnewKeepsACopy(t *testing.T) {
	s, _ := store(t)
	now := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	kept, err := s.KeepState(now)
	require.NoError(t, err)
	require.Empty(t, kept, "there was nothing to keep")
	require.NoDirExists(t, s.Dir)

	require.NoError(t, s.Update(func(st *State) { st.Of("101_counter").Attempts = 3 }))
	before, err := os.ReadFile(s.path())
	require.NoError(t, err)
	first, err := s.KeepState(now)
	require.NoError(t, err)
	second, err := s.KeepState(now)
	require.NoError(t, err)
	require.NotEqual(t, first, second, "a copy is never overwritten")
	for _, path := range []string{first, second} {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, before, b)
	}
	require.NoError(t, s.BeginAnew())
	st, err := s.Read()
	require.NoError(t, err)
	require.Empty(t, st.Exercises)
}

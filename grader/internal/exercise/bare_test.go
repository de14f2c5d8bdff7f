package exercise_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding/compileerror"
	"racekata/solutions"
)

// bare is a catalogue as a handed out grader has it.
func bare(t *testing.T) exercise.Catalogue {
	t.Helper()
	files := fstest.MapFS{exercise.Handout: {}}
	require.NoError(t, fs.WalkDir(solutions.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if exercise.BareFile(name) {
			b, err := fs.ReadFile(solutions.FS, name)
			files[name] = &fstest.MapFile{Data: b}
			return err
		}
		return nil
	}))
	c, err := exercise.Load(files)
	require.NoError(t, err)
	return c
}

// A bare exercise is judged as a whole one is: the starter stands in for the
// reference wherever that is asked for the contract.
func TestABareExerciseIsJudgedAlike(t *testing.T) {
	whole, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	c := bare(t)
	require.Len(t, c, len(whole))
	require.True(t, c.Bare())
	require.False(t, whole.Bare())
	for i, e := range c {
		require.True(t, e.Bare)
		require.False(t, whole[i].Bare)
		require.Equal(t, whole[i].File, e.File, e.ID)
		require.Equal(t, whole[i].Package, e.Package, e.ID)
		want, err := whole[i].Version()
		require.NoError(t, err)
		got, err := e.Version()
		require.NoError(t, err)
		require.Equal(t, want, got, e.ID)

		reference, err := whole[i].Contract()
		require.NoError(t, err)
		starter, err := e.Contract()
		require.NoError(t, err)
		signatures, err := compileerror.Signatures(reference)
		require.NoError(t, err)
		alike, err := compileerror.Signatures(starter)
		require.NoError(t, err)
		require.NotEmpty(t, signatures)
		require.Equal(t, signatures, alike, e.ID)
	}
}

func TestABareExerciseSaysWhatIsLeftOut(t *testing.T) {
	e := bare(t)[0]
	_, err := e.Reference()
	require.ErrorIs(t, err, exercise.ErrLeftOut)
	_, err = e.Debrief()
	require.ErrorIs(t, err, exercise.ErrLeftOut)
	_, err = e.Right()
	require.ErrorIs(t, err, exercise.ErrLeftOut)
	_, err = e.Wrong()
	require.ErrorIs(t, err, exercise.ErrLeftOut)
}

func TestBareFile(t *testing.T) {
	for name, want := range map[string]bool{
		"HANDOUT": true, "101_counter/exercise.toml": true, "101_counter/counter_test.go": true,
		"101_counter/testdata/starter/counter.go": true, "101_counter/testdata/starter/demo/main.go": true,
		"QUALITY.md": false, "embed.go": false, "101_counter/counter.go": false, "101_counter/README.md": false, "101_counter/calibration.toml": false,
		"101_counter/testdata/wrong/no_fix.go": false, "101_counter/testdata/right/atomic.go": false, "101_counter/bench/bench_test.go": false,
		"101_counter/HANDOUT": false,
	} {
		require.Equal(t, want, exercise.BareFile(name), name)
	}
}

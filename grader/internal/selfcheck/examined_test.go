package selfcheck

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

func loaded(t *testing.T, names ...string) []*exercise.Exercise {
	t.Helper()
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	var list []*exercise.Exercise
	for _, name := range names {
		e, err := c.Find(name)
		require.NoError(t, err)
		list = append(list, e)
	}
	return list
}

// folderOf makes the folders that calibrations and exams are kept in.
func folderOf(t *testing.T, list []*exercise.Exercise) string {
	t.Helper()
	dir := t.TempDir()
	for _, e := range list {
		require.NoError(t, os.Mkdir(filepath.Join(dir, e.ID), 0o755))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, list[0].ID, "exercise.toml"), nil, 0o644))
	return dir
}

func TestWeakest(t *testing.T) {
	list := loaded(t, "101", "102", "103")
	dir := folderOf(t, list)
	c := Calibration{Answers: []Rate{
		{Name: "always", Plain: 30, PlainCaught: 30, Perturbed: 12, PerturbedCaught: 12},
		{Name: "refused"},
		{Name: "seldom", Plain: 30, PlainCaught: 2, Perturbed: 60, PerturbedCaught: 20, Needed: 30},
		{Name: "half", Plain: 30, PlainCaught: 15, Perturbed: 60, PerturbedCaught: 30, Needed: 10},
	}}
	require.NoError(t, c.Write(filepath.Join(dir, list[0].ID)))
	names, err := Weakest(list, dir, 3, 2)
	require.NoError(t, err)
	require.Equal(t, []string{"101_counter/wrong/seldom", "101_counter/wrong/half"}, names)
	names, err = Weakest(list, dir, 3, 5)
	require.NoError(t, err)
	require.Len(t, names, 3, "one is refused without a run")
}

func TestPartsOfTheLongExam(t *testing.T) {
	e := loaded(t, "101")[0]
	parts, err := Long{Times: 50, Many: 300, Load: 4}.Parts(e, []string{"101_counter/wrong/no_fix", "102_log_line/wrong/log_later"})
	require.NoError(t, err)
	subjects, err := Subjects(e)
	require.NoError(t, err)
	require.Len(t, parts, len(subjects)-1, "but for the starter")
	for _, p := range parts {
		times, load := 50, 0
		switch p.Subject.String() {
		case "reference":
			times, load = 300, 4
		case "wrong/no_fix":
			times = 300
		}
		require.Equal(t, times, p.Times, p.Subject)
		require.Equal(t, load, p.Load, p.Subject)
	}
}

func TestQuality(t *testing.T) {
	list := loaded(t, "101", "102", "103")
	dir := folderOf(t, list)
	inputs, err := ExamInputs(list[0], "kit")
	require.NoError(t, err)
	x := Examined{Inputs: inputs, Answers: []Done{
		{Name: "reference", Asked: 300, Times: 300, Good: 300, Load: 4},
		{Name: "right/a", Asked: 50, Times: 50, Good: 50, Key: "a7"},
		{Name: "right/b", Asked: 50, Times: 50, Good: 49, Problem: "not accepted: stuck"},
		{Name: "wrong/c", Asked: 50, Times: 50, Good: 50},
		{Name: "wrong/d", Asked: 50, Times: 300, Good: 300}, // once among the weakest
		{Name: "wrong/e", Asked: 300, Times: 300, Good: 300},
	}}
	require.NoError(t, x.Write(filepath.Join(dir, list[0].ID)))
	back, err := ReadExamined(filepath.Join(dir, list[0].ID))
	require.NoError(t, err)
	require.Equal(t, &x, back)
	found, ok := back.Find("a7")
	require.True(t, ok)
	require.Equal(t, x.Answers[1], found)
	_, ok = back.Find("b7")
	require.False(t, ok)
	_, ok = (*Examined)(nil).Find("a7")
	require.False(t, ok)
	x.Inputs = "others"
	require.NoError(t, x.Write(filepath.Join(dir, list[1].ID)))

	var b strings.Builder
	require.NoError(t, Quality(&b, list, dir, "kit"))
	for _, line := range []string{
		"| 101_counter | 3 | 50 of 50 each | 2 | 99 of 100 | 4 others | 300 of 300 |\n",
		"| 102_log_line | tests, answers or the kit have changed since | | | | | |\n",
		"| 103_hit_stats | not examined | | | | | |\n",
		"\nOf all wrong answers these are the weakest, by the calibration below:\n\n- 101_counter, wrong/e: 300 of 300\n",
		"\nNot as it must be:\n\n- 101_counter, right/b: 49 of 50, not accepted: stuck\n",
		"| 101_counter | not calibrated | | | | | |\n",
	} {
		require.Contains(t, b.String(), line)
	}
	b.Reset()
	require.NoError(t, Quality(&b, list, dir, "another kit"))
	require.Contains(t, b.String(), "| 101_counter | tests, answers or the kit have changed since | | | | | |\n")
}

package interview

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
)

// small is a catalogue that only has what a draw looks at.
func small() exercise.Catalogue {
	var c exercise.Catalogue
	for i := range 24 {
		p := i % 3
		c = append(c, &exercise.Exercise{ID: fmt.Sprintf("%d%02d_x", p+1, i), Pillar: exercise.Pillars[p], Level: 1 + i/6})
	}
	return c
}

// TestDrawsArePinned keeps a seed that somebody has noted down good for ever.
func TestDrawsArePinned(t *testing.T) {
	var b strings.Builder
	for _, o := range []Options{
		{Count: 1, Seed: 1},
		{Count: 2, Seed: 1},
		{Count: 3, Seed: 1},
		{Count: 3, Seed: 2},
		{Count: 3, Seed: 1 << 63},
		{Count: 4, MinLevel: 2, MaxLevel: 4, Pillars: []string{"coordination"}, Seed: 1},
		{Count: 4, MinLevel: 2, MaxLevel: 4, Pillars: []string{"coordination"}, Seed: 2},
		{Count: 5, MinLevel: 3, Pillars: []string{"scarcity", "correctness"}, Seed: 1 << 63},
	} {
		set, err := Draw(small(), o)
		require.NoError(t, err)
		fmt.Fprintf(&b, "%+v\n\t%s\n", o, ids(set))
	}
	golden(t, "draw.golden", b.String())
}

func TestDrawsOfTheCatalogue(t *testing.T) {
	c := embedded(t)
	r := rand.New(rand.NewPCG(1, 2))
	drawn := map[string]bool{}
	for range 2000 {
		o := Options{Seed: r.Uint64(), MinLevel: r.IntN(4), Count: 1 + r.IntN(6)}
		if r.IntN(2) == 0 {
			o.MaxLevel = o.MinLevel + r.IntN(5-o.MinLevel)
		}
		for _, p := range []string{"correctness", "coordination", "scarcity"} {
			if r.IntN(3) == 0 {
				o.Pillars = append(o.Pillars, p)
			}
		}
		set, err := Draw(c, o)
		var few *TooFewError
		matches := 0
		perPillar := map[string]int{}
		for _, e := range c {
			if o.allows(e) {
				matches++
				perPillar[e.Pillar]++
			}
		}
		if matches < o.Count {
			require.ErrorAs(t, err, &few, "%+v", o)
			require.Equal(t, matches, few.Have)
			continue
		}
		require.NoError(t, err, "%+v", o)
		require.Len(t, set, o.Count)
		taken := map[string]int{}
		for i, e := range set {
			require.True(t, o.allows(e), "%+v: %s", o, e.ID)
			if i > 0 {
				before := set[i-1]
				require.True(t, before.Level < e.Level || before.Level == e.Level && before.ID < e.ID, "ordered and no repeats: %s", ids(set))
			}
			taken[e.Pillar]++
			drawn[e.ID] = true
		}
		// Spread: a pillar that gave two more than another had to, because
		// the other is used up.
		for p, n := range perPillar {
			for q := range perPillar {
				require.False(t, taken[q] > taken[p]+1 && taken[p] < n, "%+v: %v of %v", o, taken, perPillar)
			}
		}

		shuffled := slices.Clone(c)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		slices.Reverse(o.Pillars)
		again, err := Draw(shuffled, o)
		require.NoError(t, err)
		require.Equal(t, ids(set), ids(again), "the order of catalogue and pillars does not matter")
	}
	require.Len(t, drawn, len(c), "each exercise comes up")
}

func TestASetOfOneComesFromAnyPillar(t *testing.T) {
	pillars := map[string]int{}
	for seed := range uint64(300) {
		set, err := Draw(small(), Options{Count: 1, Seed: seed})
		require.NoError(t, err)
		pillars[set[0].Pillar]++
	}
	require.Len(t, pillars, 3)
	for p, n := range pillars {
		require.Greater(t, n, 60, p)
	}
}

// TestASmallPillarIsNotInEverySet: the crawler is alone in its pillar, and one
// who practises often wants to see others too.
func TestASmallPillarIsNotInEverySet(t *testing.T) {
	var c exercise.Catalogue
	for i, e := range small() {
		if e.Pillar != "scarcity" || i == 2 {
			c = append(c, e)
		}
	}
	with := 0
	for seed := range uint64(600) {
		set, err := Draw(c, Options{Count: 2, Seed: seed})
		require.NoError(t, err)
		require.NotEqual(t, set[0].Pillar, set[1].Pillar)
		if strings.HasPrefix(ids(set), "302") {
			with++
		}
	}
	require.Greater(t, with, 20)
	require.Less(t, with, 140, "of 600")
}

func TestTooFewToDraw(t *testing.T) {
	_, err := Draw(small(), Options{Count: 5, MinLevel: 4, MaxLevel: 4, Pillars: []string{"scarcity"}})
	require.EqualError(t, err, "5 exercises are wanted, but 2 exercises are there of level 4 in scarcity; the catalogue has "+
		"the levels 1 (6), 2 (6), 3 (6), 4 (6) and the pillars correctness (8), coordination (8), scarcity (8)")
	_, err = Draw(small(), Options{Count: 99, MaxLevel: 2})
	require.ErrorContains(t, err, "99 exercises are wanted, but 12 exercises are there up to level 2;")
	_, err = Draw(nil, Options{Count: 1})
	require.EqualError(t, err, "1 exercise is wanted, but 0 exercises are there; the catalogue has no exercises")
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	_, err := Draw(small(), Options{Count: 0})
	require.ErrorContains(t, err, "draw 1 or more")
	_, err = Draw(small(), Options{Count: 1, MinLevel: 3, MaxLevel: 2})
	require.ErrorContains(t, err, "no level lies between 3 and 2")
	_, err = Draw(small(), Options{Count: 1, Pillars: []string{"scarcity", "speed"}})
	var unknown *UnknownPillarError
	require.ErrorAs(t, err, &unknown)
	require.EqualError(t, err, `there is no pillar "speed"; there are correctness, coordination, scarcity`)
}

func TestParseLevels(t *testing.T) {
	for s, want := range map[string][2]int{
		"3": {3, 3}, "2..4": {2, 4}, "2..": {2, 4}, "..3": {1, 3}, " 1 .. 2 ": {1, 2}, "4..4": {4, 4},
	} {
		lowest, highest, err := ParseLevels(s)
		require.NoError(t, err, s)
		require.Equal(t, want, [2]int{lowest, highest}, s)
	}
	for s, want := range map[string]string{
		"":                        `"" names no level: write 3, 2.. or 2..4`,
		"..":                      `".." names no level: write 3, 2.. or 2..4`,
		"hard":                    `"hard" is no level: write 3, 2.. or 2..4`,
		"2-4":                     `"2-4" is no level: write 3, 2.. or 2..4`,
		"2...4":                   `".4" is no level: write 3, 2.. or 2..4`,
		"0":                       "there is no level 0: levels go from 1 to 4",
		"2..5":                    "there is no level 5: levels go from 1 to 4",
		"-1":                      "there is no level -1: levels go from 1 to 4",
		"4..2":                    "the levels 4..2 run backwards: write 2..4",
		"99999999999999999999999": `"99999999999999999999999" is no level: write 3, 2.. or 2..4`,
	} {
		_, _, err := ParseLevels(s)
		require.EqualError(t, err, want, s)
	}
}

func FuzzParseLevels(f *testing.F) {
	for _, s := range []string{"3", "2..4", "2..", "..", "4..1", "x", "+2", "２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lowest, highest, err := ParseLevels(s)
		if err != nil {
			require.NotContains(t, err.Error(), "\n", "a sentence")
			return
		}
		require.LessOrEqual(t, 1, lowest)
		require.LessOrEqual(t, lowest, highest)
		require.LessOrEqual(t, highest, 4)
	})
}

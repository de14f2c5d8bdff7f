package interview

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"racekata/grader/internal/exercise"
)

// Options say which exercises may be drawn.
type Options struct {
	// Count is how many.
	Count int `json:"count"`
	// MinLevel and MaxLevel bound the level; 0 is no bound.
	MinLevel int `json:"min_level,omitempty"`
	MaxLevel int `json:"max_level,omitempty"`
	// Pillars to draw from; none is all of them.
	Pillars []string `json:"pillars,omitempty"`
	// Seed decides. The same seed, options and catalogue draw the same set.
	Seed uint64 `json:"seed"`
}

// TooFewError says that fewer exercises match than are to be drawn.
type TooFewError struct {
	Options Options
	// Have is how many match.
	Have int
	// Levels and Pillars are those of the whole catalogue, with how many
	// exercises each has.
	Levels  map[int]int
	Pillars map[string]int
}

func (e *TooFewError) Error() string {
	return fmt.Sprintf("%s, but %s; the catalogue has %s",
		enough(e.Options.Count, "wanted"), enough(e.Have, "there"+e.Options.filter()), stock(e.Levels, e.Pillars))
}

func enough(n int, what string) string {
	if n == 1 {
		return "1 exercise is " + what
	}
	return strconv.Itoa(n) + " exercises are " + what
}

// filter is the options in words: " of level 2 to 4 in coordination".
func (o Options) filter() string {
	s := ""
	switch {
	case o.MinLevel > 0 && o.MinLevel == o.MaxLevel:
		s = fmt.Sprintf(" of level %d", o.MinLevel)
	case o.MinLevel > 0 && o.MaxLevel > 0:
		s = fmt.Sprintf(" of level %d to %d", o.MinLevel, o.MaxLevel)
	case o.MinLevel > 0:
		s = fmt.Sprintf(" of level %d and above", o.MinLevel)
	case o.MaxLevel > 0:
		s = fmt.Sprintf(" up to level %d", o.MaxLevel)
	}
	if len(o.Pillars) > 0 {
		s += " in " + strings.Join(o.Pillars, " and ")
	}
	return s
}

// stock is what a catalogue holds, in words.
func stock(levels map[int]int, pillars map[string]int) string {
	if len(levels) == 0 {
		return "no exercises"
	}
	var l, p []string
	for _, n := range slices.Sorted(maps.Keys(levels)) {
		l = append(l, fmt.Sprintf("%d (%d)", n, levels[n]))
	}
	for _, name := range slices.SortedFunc(maps.Keys(pillars), byCourse) {
		p = append(p, fmt.Sprintf("%s (%d)", name, pillars[name]))
	}
	return "the levels " + strings.Join(l, ", ") + " and the pillars " + strings.Join(p, ", ")
}

// byCourse orders pillars as the course has them, and others behind by name.
func byCourse(a, b string) int {
	place := func(p string) int {
		if i := slices.Index(exercise.Pillars, p); i >= 0 {
			return i
		}
		return len(exercise.Pillars)
	}
	return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
}

// UnknownPillarError says that no exercise of the catalogue has that pillar.
type UnknownPillarError struct {
	Pillar  string
	Pillars []string // those that there are
}

func (e *UnknownPillarError) Error() string {
	return fmt.Sprintf("there is no pillar %q; there are %s", e.Pillar, strings.Join(e.Pillars, ", "))
}

// stream is the second half of the generator's seed: a constant of this
// package, so that the same number elsewhere in the grader draws otherwise.
const stream = 0x696e74657276_6965

// Draw picks o.Count different exercises and orders them by level, then id. It
// takes the pillars in turn, so that a set of three from three pillars has one
// of each. Which ones come depends on the seed, the options and the ids, levels
// and pillars of the catalogue, and on nothing else. The error is a
// *TooFewError, an *UnknownPillarError or says which option makes no sense.
func Draw(c exercise.Catalogue, o Options) ([]*exercise.Exercise, error) {
	if o.Count < 1 {
		return nil, fmt.Errorf("%d exercises make no interview: draw 1 or more", o.Count)
	}
	if o.MinLevel < 0 || o.MaxLevel < 0 || o.MaxLevel > 0 && o.MinLevel > o.MaxLevel {
		return nil, fmt.Errorf("no level lies between %d and %d", o.MinLevel, o.MaxLevel)
	}
	levels, pillars := map[int]int{}, map[string]int{}
	for _, e := range c {
		levels[e.Level]++
		pillars[e.Pillar]++
	}
	for _, p := range o.Pillars {
		if pillars[p] == 0 {
			return nil, &UnknownPillarError{Pillar: p, Pillars: slices.SortedFunc(maps.Keys(pillars), byCourse)}
		}
	}

	// Path first: the order of the catalogue has no say.
	matching := slices.DeleteFunc(c.Path(), func(e *exercise.Exercise) bool { return !o.allows(e) })
	if len(matching) < o.Count {
		return nil, &TooFewError{Options: o, Have: len(matching), Levels: levels, Pillars: pillars}
	}
	r := rand.New(rand.NewPCG(o.Seed, stream))
	r.Shuffle(len(matching), func(i, j int) { matching[i], matching[j] = matching[j], matching[i] })

	// A pillar's turn comes with its first exercise, so that one with a single
	// exercise is rarely first: else that one would be in most sets.
	var turn []string
	decks := map[string][]*exercise.Exercise{}
	for _, e := range matching {
		if decks[e.Pillar] == nil {
			turn = append(turn, e.Pillar)
		}
		decks[e.Pillar] = append(decks[e.Pillar], e)
	}
	var set exercise.Catalogue
	for i := 0; len(set) < o.Count; i++ {
		p := turn[i%len(turn)]
		if d := decks[p]; len(d) > 0 {
			set, decks[p] = append(set, d[0]), d[1:]
		}
	}
	return set.Path(), nil
}

func (o Options) allows(e *exercise.Exercise) bool {
	return e.Level >= o.MinLevel && (o.MaxLevel == 0 || e.Level <= o.MaxLevel) &&
		(len(o.Pillars) == 0 || slices.Contains(o.Pillars, e.Pillar))
}

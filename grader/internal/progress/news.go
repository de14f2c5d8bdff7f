package progress

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// News is what a newer version of the exercises brought: ids, sorted.
type News struct {
	Changed []string // what judges them is another than it was
	New     []string
	Gone    []string

	// Passed lists those of Changed that had passed, Kept those of Gone that
	// there is progress on.
	Passed, Kept []string
}

// Compare tells what differs between the versions seen last and those of now,
// both by id. Who has seen none yet is told nothing.
func Compare(seen, now map[string]string) News {
	var n News
	if len(seen) == 0 {
		return n
	}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		switch was, known := seen[id]; {
		case !known:
			n.New = append(n.New, id)
		case was != now[id]:
			n.Changed = append(n.Changed, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		if _, there := now[id]; !there {
			n.Gone = append(n.Gone, id)
		}
	}
	return n
}

// Empty tells whether there is nothing to say.
func (n News) Empty() bool { return len(n.Changed)+len(n.New)+len(n.Gone) == 0 }

// many is how many exercises a line of news names; the others are counted.
const many = 6

// String is the news in a line, "" when there are none:
//
//	changed since you were here: 101_counter (you had passed it: check it again), 205_pipeline · new: 305_shed_load · gone: 110_late_init (your progress on it is kept)
func (n News) String() string {
	var parts []string
	add := func(what string, ids, marked []string, mark string) {
		if len(ids) == 0 {
			return
		}
		if len(parts) == 0 {
			what += " since you were here"
		}
		var named []string
		for i, id := range ids {
			if i == many && len(ids) > many+1 {
				named = append(named, fmt.Sprintf("and %d more", len(ids)-many))
				break
			}
			if slices.Contains(marked, id) {
				id += " (" + mark + ")"
			}
			named = append(named, id)
		}
		parts = append(parts, what+": "+strings.Join(named, ", "))
	}
	// Those that ask for something come first: others may be left out.
	changed := slices.Clone(n.Passed)
	for _, id := range n.Changed {
		if !slices.Contains(n.Passed, id) {
			changed = append(changed, id)
		}
	}
	add("changed", changed, n.Passed, "you had passed it: check it again")
	add("new", n.New, nil, "")
	add("gone", n.Gone, n.Kept, "your progress on it is kept")
	return strings.Join(parts, " · ")
}

// See tells what is new, and takes the versions of now as seen: it says
// everything once. Entries of what is gone are kept, and passes remember which
// version they were of.
func (s *State) See(now map[string]string) News {
	n := Compare(s.Seen, now)
	for _, id := range n.Changed {
		if e := s.Exercises[id]; e != nil && e.Passed != nil && e.Passed.Version != now[id] {
			n.Passed = append(n.Passed, id)
		}
	}
	for _, id := range n.Gone {
		if s.Exercises[id] != nil {
			n.Kept = append(n.Kept, id)
		}
	}
	for id, e := range s.Exercises {
		e.PassedIn(s.Seen[id])
		e.PassedIn(now[id])
	}
	s.Seen = maps.Clone(now)
	return n
}

// PassedIn notes the version of the exercise that a pass was of, where none is
// noted yet. A newer pass comes without one.
func (e *Entry) PassedIn(version string) {
	if e.Passed != nil && e.Passed.Version == "" {
		e.Passed.Version = version
	}
}

// Outdated tells whether what judges the exercise has changed since it passed;
// version is that of now. Nothing is claimed of a pass that remembers none.
func (e *Entry) Outdated(version string) bool {
	return e.Passed != nil && e.Passed.Version != "" && e.Passed.Version != version
}

// News tells what a newer version brought since the last call, and remembers
// that it did. An error is one of keeping that: the news are true all the same,
// and will be told again.
func (s Store) News(now map[string]string) (News, error) {
	st, err := s.Read()
	if err != nil {
		return News{}, err
	}
	if maps.Equal(st.Seen, now) {
		return News{}, nil // the usual case writes nothing
	}
	// Of two processes that see it at once, the first tells.
	var told *News
	err = s.Update(func(st *State) {
		n := st.See(now)
		told = &n
	})
	if told == nil {
		return st.See(now), err
	}
	return *told, err
}

package course

import (
	"sort"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines knows the line on which each key, table and element of an array is: the
// decoder forgets. A place is named by the keys that lead to it, elements of
// arrays by their number from 0.
type lines struct {
	at    map[string]int // the offset
	ends  []int          // offsets of line breaks
	count map[string]int // tables of an array so far
}

// index reads where things are in a text that the decoder has taken.
func index(text []byte) *lines {
	l := &lines{at: map[string]int{}, count: map[string]int{}}
	for i, b := range text {
		if b == '\n' {
			l.ends = append(l.ends, i)
		}
	}
	var p unstable.Parser
	p.Reset(text)
	var table spot
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = l.table(e)
		case unstable.KeyValue:
			l.keyValue(table, e)
		}
	}
	return l
}

// of is the line of a place, or of the nearest thing that holds it.
func (l *lines) of(path ...string) int {
	for n := len(path); n > 0; n-- {
		if offset, ok := l.at[place(path[:n]...)]; ok {
			return l.line(offset)
		}
	}
	return 1
}

func (l *lines) line(offset int) int {
	return 1 + sort.SearchInts(l.ends, offset)
}

func place(path ...string) string { return strings.Join(path, "\x00") }

// deepest is how many keys lead to what can be wrong: exercise.0.id.0. What is
// further down is no course's, and is not noted: a place may be as long as the
// file.
const deepest = 4

// spot is a place that is being gone to.
type spot struct {
	path  string
	depth int
}

func (s spot) below(name string) spot {
	if s.depth == 0 {
		return spot{name, 1}
	}
	if s.depth >= deepest {
		return spot{"", deepest + 1}
	}
	return spot{s.path + "\x00" + name, s.depth + 1}
}

func (l *lines) set(s spot, offset int) {
	if _, there := l.at[s.path]; !there && s.depth <= deepest {
		l.at[s.path] = offset
	}
}

// table returns the place of what follows a [table] or an [[array of them]].
func (l *lines) table(e *unstable.Node) spot {
	var s spot
	for it := e.Key(); it.Next(); {
		s = s.below(string(it.Node().Data))
		l.set(s, int(it.Node().Raw.Offset))
		if e.Kind == unstable.ArrayTable && it.IsLast() {
			l.count[s.path]++
		}
		if n := l.count[s.path]; n > 0 {
			s = s.below(strconv.Itoa(n - 1))
			l.set(s, int(it.Node().Raw.Offset))
		}
	}
	return s
}

func (l *lines) keyValue(s spot, e *unstable.Node) {
	offset := 0
	for it := e.Key(); it.Next(); {
		s = s.below(string(it.Node().Data))
		offset = int(it.Node().Raw.Offset)
		l.set(s, offset)
	}
	l.value(s, e.Value(), offset)
}

// value goes into arrays and inline tables. Elements without a place of their
// own are where the value is.
func (l *lines) value(s spot, v *unstable.Node, offset int) {
	if s.depth > deepest {
		return
	}
	if v.Raw.Length > 0 {
		offset = int(v.Raw.Offset)
	}
	l.set(s, offset)
	switch v.Kind {
	case unstable.Array:
		n := 0
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			l.value(s.below(strconv.Itoa(n)), it.Node(), offset)
			n++
		}
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				l.keyValue(s, it.Node())
			}
		}
	}
}

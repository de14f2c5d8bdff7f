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
	table := ""
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

func below(path, name string) string {
	if path == "" {
		return name
	}
	return path + "\x00" + name
}

func (l *lines) set(path string, offset int) {
	if _, there := l.at[path]; !there {
		l.at[path] = offset
	}
}

// table returns the place of what follows a [table] or an [[array of them]].
func (l *lines) table(e *unstable.Node) string {
	path := ""
	for it := e.Key(); it.Next(); {
		path = below(path, string(it.Node().Data))
		l.set(path, int(it.Node().Raw.Offset))
		if e.Kind == unstable.ArrayTable && it.IsLast() {
			l.count[path]++
		}
		if n := l.count[path]; n > 0 {
			path = below(path, strconv.Itoa(n-1))
			l.set(path, int(it.Node().Raw.Offset))
		}
	}
	return path
}

func (l *lines) keyValue(table string, e *unstable.Node) {
	path := table
	offset := 0
	for it := e.Key(); it.Next(); {
		path = below(path, string(it.Node().Data))
		offset = int(it.Node().Raw.Offset)
		l.set(path, offset)
	}
	l.value(path, e.Value(), offset)
}

// value goes into arrays and inline tables. Elements without a place of their
// own are where the value is.
func (l *lines) value(path string, v *unstable.Node, offset int) {
	if v.Raw.Length > 0 {
		offset = int(v.Raw.Offset)
	}
	l.set(path, offset)
	switch v.Kind {
	case unstable.Array:
		n := 0
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			l.value(below(path, strconv.Itoa(n)), it.Node(), offset)
			n++
		}
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				l.keyValue(path, it.Node())
			}
		}
	}
}

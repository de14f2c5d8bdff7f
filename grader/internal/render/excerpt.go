package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"racekata/grader/internal/finding"
)

// Sources gives the candidate's text by the path that findings show, so that
// an excerpt is of the code that was judged, even if the file has been saved
// since.
type Sources map[string][]byte

const (
	around   = 1 // lines shown before and after a marked one
	tabWidth = 4
)

// excerpt shows the marked lines of each file with their notes:
//
//	exercises/101_counter/counter.go
//	   12 │ func (c *Counter) Add(d int) {
//	 ▶ 13 │     v := c.n       goroutine 9 reads here
func (s Style) excerpt(w io.Writer, marks []finding.Mark, sources Sources, indent string) {
	var files []string
	for _, m := range marks {
		if m.File != "" && !slices.Contains(files, m.File) {
			files = append(files, m.File)
		}
	}
	for _, file := range files {
		notes := map[int][]string{}
		for _, m := range marks {
			if m.File == file && m.Line > 0 {
				notes[m.Line] = append(notes[m.Line], m.Note)
			}
		}
		src, ok := sources[file]
		if len(notes) == 0 { // it is about the file as such
			fmt.Fprintf(w, "%s%s\n", indent, s.path(file))
			continue
		}
		if !ok {
			for _, line := range sortedKeys(notes) {
				for _, n := range notes[line] {
					fmt.Fprintf(w, "%s%s: %s\n", indent, s.path(file+":"+strconv.Itoa(line)), n)
				}
			}
			continue
		}
		fmt.Fprintf(w, "%s%s\n", indent, s.path(file))
		text := strings.Split(strings.TrimSuffix(string(src), "\n"), "\n")
		s.lines(w, text, within(notes, len(text)), indent)
	}
}

// within moves what is said of a line behind the last one, such as the end of
// the file, to the last one.
func within(notes map[int][]string, last int) map[int][]string {
	in := map[int][]string{}
	for _, line := range sortedKeys(notes) {
		at := min(line, last)
		in[at] = append(in[at], notes[line]...)
	}
	return in
}

func (s Style) lines(w io.Writer, text []string, notes map[int][]string, indent string) {
	marked := sortedKeys(notes)
	var show []int
	for _, m := range marked {
		for l := max(1, m-around); l <= min(len(text), m+around); l++ {
			if !slices.Contains(show, l) {
				show = append(show, l)
			}
		}
	}
	slices.Sort(show)
	if len(show) == 0 {
		return
	}
	digits := len(strconv.Itoa(show[len(show)-1]))
	// The notes start in one column, as far left as the marked lines allow.
	column := 0
	for _, m := range marked {
		if m <= len(text) {
			column = max(column, utf8.RuneCountInString(expand(text[m-1])))
		}
	}
	column += 2
	gutter := utf8.RuneCountInString(indent) + 3 + digits + 3
	last := 0
	for _, l := range show {
		if last > 0 && l > last+1 {
			fmt.Fprintf(w, "%s   %*s %s\n", indent, digits, "", s.faint("⋮"))
		}
		last = l
		code := clip(expand(text[l-1]), s.width()-gutter)
		pointer, number := "   ", s.faint(fmt.Sprintf("%*d", digits, l))
		if _, ok := notes[l]; ok {
			pointer, number = " "+s.bad("▶")+" ", fmt.Sprintf("%*d", digits, l)
		}
		fmt.Fprintf(w, "%s%s%s %s %s", indent, pointer, number, s.faint("│"), code)
		s.notes(w, notes[l], utf8.RuneCountInString(code), column, gutter, indent, digits)
	}
}

// notes ends the line of code just written: beside it where a note fits, below
// it where not.
func (s Style) notes(w io.Writer, notes []string, used, column, gutter int, indent string, digits int) {
	first := true
	for _, n := range notes {
		if n == "" {
			continue
		}
		if first && gutter+column+utf8.RuneCountInString(n) <= s.width() && used < column {
			fmt.Fprintf(w, "%s%s", strings.Repeat(" ", column-used), s.mark(n))
			first = false
			continue
		}
		first = false
		for _, part := range wrap(n, s.width()-gutter-4) {
			fmt.Fprintf(w, "\n%s   %*s %s     %s", indent, digits, "", s.faint("│"), s.mark(part))
		}
	}
	fmt.Fprintln(w)
}

// expand replaces tabs by spaces to the next stop, and what a terminal would
// act on by a dot: a candidate's source may hold escape sequences.
func expand(line string) string {
	var b strings.Builder
	n := 0
	for _, r := range line {
		switch {
		case r == '\t':
			for {
				b.WriteByte(' ')
				n++
				if n%tabWidth == 0 {
					break
				}
			}
			continue
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0:
			r = '·'
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// clip shortens a line of code to width columns.
func clip(line string, width int) string {
	if utf8.RuneCountInString(line) <= width {
		return line
	}
	return string([]rune(line)[:max(0, width-1)]) + "…"
}

func sortedKeys(m map[int][]string) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

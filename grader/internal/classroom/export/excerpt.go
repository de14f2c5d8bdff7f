package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"racekata/grader/internal/finding"
)

const (
	linesAround  = 1
	linesShown   = 40  // of one finding
	columnsShown = 120 // of one line
)

// excerpt shows the marked lines of a student's own files with their notes:
//
//	counter.go
//	   12  func (c *Counter) Add(d int) {
//	>  13      v := c.n    ← goroutine 9 reads here
//
// Of a file that sources does not have, only places and notes are listed. It is
// plain text, to go into a fence.
func excerpt(marks []finding.Mark, sources map[string][]byte, tests []string) string {
	var b strings.Builder
	var files []string
	for _, m := range marks {
		if name := baseName(m.File); theirs(m.File) && !slices.Contains(files, name) {
			files = append(files, name)
		}
	}
	left := linesShown
	for _, name := range files {
		notes := map[int][]string{}
		var at []int
		for _, m := range marks {
			if baseName(m.File) == name && m.Line > 0 {
				if !slices.Contains(at, m.Line) {
					at = append(at, m.Line)
				}
				if m.Note != "" {
					notes[m.Line] = append(notes[m.Line], scrub(oneLine(m.Note), tests))
				}
			}
		}
		slices.Sort(at)
		fmt.Fprintln(&b, oneLine(name))
		src, ok := sources[name]
		if !ok {
			for _, l := range at {
				fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("   %d  %s", l, strings.Join(notes[l], "; ")), " "))
			}
			continue
		}
		text := strings.Split(strings.TrimSuffix(plain(string(src)), "\n"), "\n")
		last := 0
		for l := 1; l <= len(text) && left > 0; l++ {
			if !slices.ContainsFunc(at, func(m int) bool { return min(m, len(text))-linesAround <= l && l <= min(m, len(text))+linesAround }) {
				continue
			}
			if last > 0 && l > last+1 {
				fmt.Fprintln(&b, "    …")
			}
			last = l
			left--
			pointer := " "
			if slices.Contains(at, l) {
				pointer = ">"
			}
			line := text[l-1]
			if utf8.RuneCountInString(line) > columnsShown {
				line = string([]rune(line)[:columnsShown]) + "…"
			}
			fmt.Fprintf(&b, "%s %3d  %s", pointer, l, line)
			if len(notes[l]) > 0 {
				fmt.Fprintf(&b, "    ← %s", strings.Join(notes[l], "; "))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

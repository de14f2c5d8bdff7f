package submission

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// canvasName is what a file's name in a Canvas download tells:
//
//	doejane_LATE_12345_67890_counter-2.go
//
// the student's name in small letters without spaces, the number of the
// student, that of the file, and the name that it was handed in under. Canvas
// adds -1, -2, … when a student hands in a file of the same name again.
type canvasName struct {
	entry
	name, id string
	late     bool
	fileID   string
	file     string // "counter.go"
	again    int    // 2
}

// Canvas keeps _123_ out of students' names, so the first one is the number.
var (
	canvasPattern = regexp.MustCompile(`(?s)^(.+?)_(LATE_)?(\d{1,20})_(\d{1,20})_(.+)$`)
	againPattern  = regexp.MustCompile(`(?s)^(.+)-(\d{1,2})$`)
	textPattern   = regexp.MustCompile(`(?s)^(.+?)_(LATE_)?(\d{1,20})_(text\.html)$`)
)

func parseCanvas(name string) (canvasName, bool) {
	m := canvasPattern.FindStringSubmatch(name)
	if m == nil {
		if m = textPattern.FindStringSubmatch(name); m == nil {
			return canvasName{}, false
		}
		m = []string{m[0], m[1], m[2], m[3], "", m[4]}
	}
	c := canvasName{name: m[1], late: m[2] != "", id: m[3], fileID: m[4]}
	c.file, c.again = withoutAgain(m[5])
	return c, true
}

// withoutAgain takes the -2 out of "counter-2.go" and "hw-2.tar.gz".
func withoutAgain(name string) (string, int) {
	stem := withoutArchive(name)
	if stem == name {
		if i := strings.LastIndexByte(name, '.'); i > 0 {
			stem = name[:i]
		}
	}
	m := againPattern.FindStringSubmatch(stem)
	if m == nil {
		return name, 0
	}
	n, _ := strconv.Atoi(m[2]) // two digits
	return m[1] + name[len(stem):], n
}

func canvasStudent(files []canvasName) student {
	f := files[0]
	s := student{key: f.name, people: []Person{{Name: f.name, IDs: []string{f.id}}}, layout: Canvas}
	order := ranked(files, func(c canvasName) string { return c.file }, func(a, b canvasName) int {
		return cmp.Or(cmp.Compare(a.again, b.again), cmp.Compare(len(a.fileID), len(b.fileID)), cmp.Compare(a.fileID, b.fileID))
	})
	var sources []source
	for i, c := range files {
		s.late = s.late || c.late
		src := source{entry: c.entry, inside: c.file, archive: isArchive(c.file), order: order[i]}
		if order[i] > 0 {
			if !src.archive {
				s.notes = append(s.notes, fmt.Sprintf("%s is an earlier form of %s, and does not count.", quoted(c.entry.name), quoted(c.file)))
				continue
			}
			// What the later one lacks is taken from here: week-1.zip and
			// week-2.zip may be two weeks as well as two tries.
			src.inside = fmt.Sprintf("%s-%d (%s)%s", withoutArchive(c.file), c.again, c.fileID, c.file[len(withoutArchive(c.file)):])
		}
		sources = append(sources, src)
	}
	s.attempts = oneAttempt(sources)
	return s
}

// oneAttempt puts all files of a student into one submission. A single archive
// is the student's folder, unless its name says of which exercise it is.
func oneAttempt(files []source) []attempt {
	slices.SortStableFunc(files, func(a, b source) int { return cmp.Compare(a.order, b.order) })
	return []attempt{{files: files}}
}

package submission

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"racekata/grader/internal/exercise"
)

// Layout is where the folder of submissions comes from.
type Layout string

const (
	Plain      Layout = "plain"
	Canvas     Layout = "Canvas"
	Moodle     Layout = "Moodle"
	Gradescope Layout = "Gradescope"
	Checkouts  Layout = "checkouts" // git checkouts named <assignment>-<login>
)

// entry is one of the class's folder.
type entry struct {
	name               string
	dir, link, special bool
	git                bool // a folder with .git in it
	modified           time.Time
}

// source is an entry as a part of a student's submission.
type source struct {
	entry
	archive bool
	// inside is the name under which it lies in the student's folder, when
	// there are several; "" when it is that folder. A lone file has its name,
	// freed of what the platform has put around it.
	inside string
	// order is 0 for what counts first. A file that the student handed in
	// anew has a lower one than its earlier form.
	order int
}

// attempt is one submission; only one of a student's counts.
type attempt struct {
	files     []source
	submitted time.Time
}

// student is who handed in something.
type student struct {
	key       string
	people    []Person
	layout    Layout
	submitted time.Time
	late      bool
	attempts  []attempt
	notes     []string
}

func (s *student) source() string { return s.attempts[0].files[0].name }

// fromPlatform tells whether the names are a platform's download.
func fromPlatform(entries []entry) bool {
	return slices.ContainsFunc(entries, func(e entry) bool {
		_, moodle := parseMoodle(e.name)
		return moodle || e.name == metadataName
	}) || isCanvas(entries)
}

// isCanvas tells whether at least half of the files have such a name: some
// students' own names look like that too.
func isCanvas(entries []entry) bool {
	n := 0
	for _, e := range entries {
		if _, ok := parseCanvas(e.name); ok && !e.dir {
			n++
		}
	}
	return n > 0 && 2*n >= len(entries)
}

// sortOut gives each entry to a student.
func sortOut(dir string, entries []entry, c exercise.Catalogue, notice func(string)) []student {
	var (
		canvas   = isCanvas(entries)
		meta     = readMetadata(dir, entries, notice)
		prefix   = checkoutPrefix(entries)
		students []student
		plain    []entry
		onCanvas = map[string][]canvasName{}
		onMoodle = map[string][]moodleName{}
	)
	for _, e := range entries {
		if m, ok := parseMoodle(e.name); ok {
			m.entry = e
			onMoodle[m.name+"\x00"+m.id] = append(onMoodle[m.name+"\x00"+m.id], m)
			continue
		}
		if m, ok := parseCanvas(e.name); ok && canvas && !e.dir {
			m.entry = e
			onCanvas[m.name+"\x00"+m.id] = append(onCanvas[m.name+"\x00"+m.id], m)
			continue
		}
		if m, ok := meta[e.name]; ok {
			students = append(students, student{
				key: m.key(), people: m.people, layout: Gradescope,
				attempts: []attempt{{files: []source{whole(e)}, submitted: m.created}},
			})
			continue
		}
		if e.name == metadataName {
			continue
		}
		if login, ok := strings.CutPrefix(e.name, prefix); ok && prefix != "" && e.git && login != "" {
			students = append(students, student{
				key: login, people: []Person{{Name: login, IDs: suffixes(e.name)}}, layout: Checkouts,
				attempts: []attempt{{files: []source{whole(e)}}},
			})
			continue
		}
		plain = append(plain, e)
	}
	for _, k := range slices.Sorted(maps.Keys(onCanvas)) {
		students = append(students, canvasStudent(onCanvas[k]))
	}
	for _, k := range slices.Sorted(maps.Keys(onMoodle)) {
		students = append(students, moodleStudent(onMoodle[k]))
	}
	students = append(students, plainStudents(plain, c, notice)...)
	return unique(students)
}

// whole is an entry that is all of a submission.
func whole(e entry) source { return source{entry: e, archive: isArchive(e.name) && !e.dir} }

// plainStudents are named by their entry.
func plainStudents(entries []entry, c exercise.Catalogue, notice func(string)) []student {
	var students []student
	loose := map[string]int{} // by key: the student whose lone files these are
	for _, e := range entries {
		switch {
		case e.dir, e.link && !strings.Contains(e.name, "."), isArchive(e.name):
			key := e.name
			if !e.dir {
				key = withoutArchive(key)
			}
			students = append(students, student{key: key, people: []Person{{Name: key}}, layout: Plain,
				attempts: []attempt{{files: []source{whole(e)}}}})
		case path.Ext(e.name) == ".go":
			key, name := splitLone(e.name, c)
			s := source{entry: e, inside: name}
			if i, ok := loose[key]; ok {
				a := &students[i].attempts[0]
				a.files = append(a.files, s)
				continue
			}
			loose[key] = len(students)
			students = append(students, student{key: key, people: []Person{{Name: key}}, layout: Plain,
				attempts: []attempt{{files: []source{s}}}})
		default:
			notice(fmt.Sprintf("%s is neither a folder nor an archive nor a Go file, and was passed over.", quoted(e.name)))
		}
	}
	return students
}

// splitLone parts "jdoe_counter.go" into the student and the file when an
// exercise has such a file.
func splitLone(name string, c exercise.Catalogue) (key, file string) {
	for _, e := range c {
		if head, ok := cutSuffixFold(name, e.File); ok {
			if key := strings.TrimRight(head, "_-. "); key != "" && key != head {
				return key, e.File
			}
		}
	}
	return strings.TrimSuffix(name, ".go"), name
}

func cutSuffixFold(s, suffix string) (string, bool) {
	if len(s) < len(suffix) || !strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// unique joins the submissions of one student and tells two students of one
// name apart by their numbers.
func unique(students []student) []student {
	var joined []student
	by := map[string]int{}
	for _, s := range students {
		id := string(s.layout) + "\x00" + identity(s)
		if i, ok := by[id]; ok {
			j := &joined[i]
			j.attempts = append(j.attempts, s.attempts...)
			j.late = j.late || s.late
			continue
		}
		by[id] = len(joined)
		joined = append(joined, s)
	}
	shared := map[string]int{}
	for _, s := range joined {
		shared[fold(s.key)]++
	}
	used := map[string]int{}
	for i := range joined {
		s := &joined[i]
		if shared[fold(s.key)] > 1 {
			if p := s.people[0]; len(p.IDs) > 0 {
				s.key += " (" + p.IDs[0] + ")"
			}
		}
		s.key = quoted(s.key)
		// What is still alike differs in the layout alone, or was made alike on
		// purpose.
		used[fold(s.key)]++
		for n := used[fold(s.key)]; n > 1; n++ {
			if next := fmt.Sprintf("%s (%d)", s.key, n); used[fold(next)] == 0 {
				s.notes = append(s.notes, fmt.Sprintf("Somebody else is called %s as well.", s.key))
				s.key = next
				used[fold(next)]++
				break
			}
		}
	}
	return joined
}

// identity tells students apart: by the platform's numbers where there are
// any, otherwise by name.
func identity(s student) string {
	switch s.layout {
	case Canvas, Moodle, Gradescope:
		var all []string
		for _, p := range s.people {
			all = append(all, fold(p.Name)+"\x01"+strings.Join(p.IDs, "\x01"))
		}
		slices.Sort(all)
		return strings.Join(all, "\x00")
	}
	return fold(s.key)
}

// fold makes the forms of one name equal: macOS takes accents apart.
func fold(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// isArchive goes by the name; what is inside is looked at when it is read.
// Kinds that are not read count too: they are a submission, and its student
// hears why it cannot be read.
func isArchive(name string) bool { return withoutArchive(name) != name }

var archiveExts = []string{
	".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tgz", ".txz", ".tbz2", ".zip", ".tar", ".gz", ".rar", ".7z", ".xz", ".bz2", ".zipx",
}

func withoutArchive(name string) string {
	for _, ext := range archiveExts {
		if head, ok := cutSuffixFold(name, ext); ok && head != "" {
			return head
		}
	}
	return name
}

// ranked gives the forms of one file that was handed in several times their
// order: the latest first.
func ranked[T any](all []T, name func(T) string, later func(a, b T) int) map[int]int {
	byName := map[string][]int{}
	for i, x := range all {
		byName[fold(name(x))] = append(byName[fold(name(x))], i)
	}
	order := map[int]int{}
	for _, same := range byName {
		slices.SortStableFunc(same, func(i, j int) int { return cmp.Or(later(all[j], all[i]), cmp.Compare(i, j)) })
		for rank, i := range same {
			order[i] = rank
		}
	}
	return order
}

func join(dir, name string) string { return filepath.Join(dir, name) }

package roster

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"racekata/grader/internal/classroom/submission"
)

// Matches say who handed in what.
type Matches struct {
	// Pairs are in the order of the submissions.
	Pairs []Pair
	// Nothing are those who handed in nothing, in the order of the roster.
	Nothing []Student
	// Nobody are the submissions, by index, that fit no student, or that fit
	// one who has a later one.
	Nobody []int
	// Notes say in plain sentences what was odd.
	Notes []string
}

// Pair is a submission with the students whose it is: one, or a team.
type Pair struct {
	Submission int // the index
	Students   []Student
	By         string // what fitted: "email", "name", …
}

// Match finds the students of each submission. A platform's number, a school's,
// a login or an address decides before a name does; a name has to fit one
// student alone, and "Jane Doe", "Doe, Jane" and "doejane" are one name. A
// submission that goes by a team's name is that of all of the team, and so is
// a member's where the others handed in nothing.
func Match(subs []submission.Submission, r Roster) Matches {
	m := matcher{roster: r, ids: map[string][]hit{}, names: map[string][]int{}, plain: map[string][]int{}, teams: map[string][]int{}}
	m.fill()
	var out Matches
	of := make([]int, len(r.Students)) // the submission that counts, +1
	found := make([]Pair, len(subs))
	members := make([][]int, len(subs))
	for i, s := range subs {
		who, by := m.find(s, &out)
		members[i], found[i] = who, Pair{Submission: i, By: by}
	}
	for i := range subs {
		for _, st := range members[i] {
			old := of[st] - 1
			if old < 0 {
				of[st] = i + 1
				continue
			}
			winner, loser := i, old
			if !later(subs[i], subs[old]) {
				winner, loser = old, i
			}
			of[st] = winner + 1
			out.Notes = append(out.Notes, fmt.Sprintf("%s has two submissions, %s and %s: the later one counts, which is %s.",
				r.Students[st].Name, subs[loser].Key, subs[winner].Key, subs[winner].Key))
		}
	}
	for st, s := range r.Students {
		if of[st] != 0 || s.Team == "" {
			continue
		}
		for _, mate := range m.teams[fold(s.Team)] {
			if i := of[mate] - 1; i >= 0 && slices.Contains(members[i], mate) {
				of[st] = i + 1
				members[i] = append(members[i], st)
				break
			}
		}
	}
	for i := range subs {
		for st, j := range of {
			if j == i+1 {
				found[i].Students = append(found[i].Students, r.Students[st])
			}
		}
		if len(found[i].Students) == 0 {
			out.Nobody = append(out.Nobody, i)
			continue
		}
		out.Pairs = append(out.Pairs, found[i])
	}
	for st, s := range r.Students {
		if of[st] == 0 {
			out.Nothing = append(out.Nothing, s)
		}
	}
	return out
}

// later tells whether a was handed in after b: by the platform's time, or by
// that on the disk when one of them has none.
func later(a, b submission.Submission) bool {
	if !a.Submitted.IsZero() && !b.Submitted.IsZero() {
		return a.Submitted.After(b.Submitted)
	}
	return a.Modified.After(b.Modified)
}

// hit is a student that a column's value belongs to.
type hit struct {
	student int
	column  string
}

type matcher struct {
	roster Roster
	ids    map[string][]hit // by folded value
	names  map[string][]int // by every form of the name
	plain  map[string][]int // the same without accents
	teams  map[string][]int
}

func (m *matcher) fill() {
	for i, s := range m.roster.Students {
		local, _, _ := strings.Cut(s.Email, "@")
		values := [][2]string{
			{"id", s.ID}, {"id", participant(s.ID)}, {"sis_id", s.SISID}, {"login", s.Login}, {"email", s.Email},
		}
		for _, o := range s.Other {
			values = append(values, [2]string{"other", o})
		}
		values = append(values, [2]string{"the address before the @", local})
		for _, v := range values {
			key := fold(v[1])
			if key == "" || slices.ContainsFunc(m.ids[key], func(h hit) bool { return h.student == i }) {
				continue
			}
			m.ids[key] = append(m.ids[key], hit{i, v[0]})
		}
		for _, form := range forms(s.Name) {
			m.names[form] = appendOnce(m.names[form], i)
			m.plain[withoutAccents(form)] = appendOnce(m.plain[withoutAccents(form)], i)
		}
		if s.Team != "" {
			m.teams[fold(s.Team)] = append(m.teams[fold(s.Team)], i)
		}
	}
}

// strength orders columns: a value may be one student's number here and
// another's there.
var strength = []string{"id", "sis_id", "login", "email", "other", "the address before the @"}

// byID returns the student of a value, by the strongest column.
func (m *matcher) byID(value string) (int, string, bool) {
	hits := m.ids[fold(value)]
	for _, column := range strength {
		who, n := 0, 0
		for _, h := range hits {
			if h.column == column {
				who = h.student
				n++
			}
		}
		if n == 1 {
			return who, column, true
		}
		if n > 1 {
			return 0, "", false
		}
	}
	return 0, "", false
}

func (m *matcher) find(s submission.Submission, out *Matches) ([]int, string) {
	var all []int
	how := ""
	for _, p := range s.People {
		who, by, ok := m.person(p, s, out)
		if ok {
			all = appendOnce(all, who)
			how = by
		}
	}
	if len(all) == 0 {
		for _, name := range append([]string{s.Key}, peopleNames(s)...) {
			if team := m.teams[fold(name)]; len(team) > 0 {
				return team, "team"
			}
		}
	}
	return all, how
}

func peopleNames(s submission.Submission) []string {
	var all []string
	for _, p := range s.People {
		all = append(all, p.Name)
		all = append(all, p.IDs...)
	}
	return all
}

func (m *matcher) person(p submission.Person, s submission.Submission, out *Matches) (int, string, bool) {
	named, byName := m.byName(p.Name)
	for _, id := range append(slices.Clone(p.IDs), p.Name, participant(p.Name)) {
		if who, column, ok := m.byID(id); ok {
			if len(named) == 1 && named[0] != who {
				out.Notes = append(out.Notes, fmt.Sprintf("%s is matched by %s with %s, though the name is that of %s.",
					s.Key, column, m.roster.Students[who].Name, m.roster.Students[named[0]].Name))
			}
			return who, column, true
		}
	}
	switch len(named) {
	case 1:
		return named[0], byName, true
	case 0:
		return m.byWord(p.Name)
	}
	var lines []string
	for _, i := range named {
		lines = append(lines, fmt.Sprint(m.roster.Students[i].Line))
	}
	out.Notes = append(out.Notes, fmt.Sprintf("%s fits several students by name (lines %s of the roster), and was given to none.", s.Key, strings.Join(lines, ", ")))
	return 0, "", false
}

func (m *matcher) byName(name string) ([]int, string) {
	for _, form := range forms(name)[:1] {
		if form == "" {
			return nil, ""
		}
		if who := m.names[form]; len(who) > 0 {
			return who, "name"
		}
		if who := m.plain[withoutAccents(form)]; len(who) > 0 {
			return who, "name without accents"
		}
	}
	// Moodle puts the group before the name.
	if _, rest, ok := strings.Cut(name, "-"); ok {
		return m.byName(rest)
	}
	return nil, ""
}

// byWord looks for a number, login or address among the words of a name that a
// student chose: "hw3_jdoe_final".
func (m *matcher) byWord(name string) (int, string, bool) {
	found, column := -1, ""
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("_ ,()[]+", r) }) {
		who, by, ok := m.byID(w)
		if !ok || len(w) < 3 || by == "the address before the @" {
			continue
		}
		if found >= 0 && found != who {
			return 0, "", false
		}
		found, column = who, by
	}
	return found, column, found >= 0
}

// forms are the ways to write a name as one word of letters and digits: all
// rotations of its words, since "Jane Mary Doe" is "Doe, Jane Mary" to others.
// The first is the name as it stands.
func forms(name string) []string {
	words := strings.FieldsFunc(fold(name), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",_.", r) })
	for i, w := range words {
		words[i] = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
				return r
			}
			return -1
		}, w)
	}
	if len(words) > 8 {
		return []string{strings.Join(words, "")}
	}
	var all []string
	for i := range max(1, len(words)) {
		form := strings.Join(append(slices.Clone(words[i:]), words[:i]...), "")
		if form != "" && !slices.Contains(all, form) {
			all = append(all, form)
		}
	}
	if all == nil {
		return []string{""}
	}
	return all
}

func withoutAccents(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// participant takes the number out of Moodle's "Participant 12345".
func participant(id string) string {
	if head, n, ok := strings.Cut(id, " "); ok && strings.EqualFold(head, "participant") {
		return n
	}
	return ""
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(norm.NFC.String(s))) }

func appendOnce(all []int, i int) []int {
	if slices.Contains(all, i) {
		return all
	}
	return append(all, i)
}

package grading

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/classroom/roster"
	"racekata/grader/internal/classroom/submission"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
)

// Class is who is to be graded in what.
type Class struct {
	Course    *course.Course
	Exercises exercise.Catalogue // in the order of the path
	Handed    []Handed
	Students  []Student // by name, then key
	// Notes say in sentences what was odd about the class as a whole.
	Notes []string
}

// Handed is a submission.
type Handed struct {
	Key  string
	Work []Work // one for each of Class.Exercises
}

// Work is what was handed in for one exercise.
type Work struct {
	Candidate candidate.Candidate
	Hash      string // of all that is judged; "" when there is nothing
	Why       string // why there is nothing
}

// Student is one who gets grades.
type Student struct {
	results.Student // its grades are not filled in
	// Handed is the index of the submission, which teams share; -1 is none.
	Handed int
	// Who is every name and number that the student goes by.
	Who []string
}

// Assemble puts a class together. Without a roster it is those who handed
// something in.
func Assemble(subs []submission.Submission, r *roster.Roster, c *course.Course, all exercise.Catalogue) (*Class, error) {
	class := &Class{Course: c}
	for _, e := range all.Path() {
		if slices.ContainsFunc(c.Exercises, func(x course.Exercise) bool { return x.ID == e.ID }) {
			class.Exercises = append(class.Exercises, e)
		}
	}
	if len(class.Exercises) == 0 {
		return nil, fmt.Errorf("assemble the class: the course has no exercise")
	}
	for _, s := range subs {
		class.Handed = append(class.Handed, class.handed(s))
	}
	if r == nil {
		for i, s := range subs {
			class.Students = append(class.Students, alone(s, i))
		}
	} else {
		class.match(subs, *r)
	}
	slices.SortStableFunc(class.Students, func(a, b Student) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Key, b.Key))
	})
	return class, nil
}

func (c *Class) handed(s submission.Submission) Handed {
	h := Handed{Key: s.Key, Work: make([]Work, len(c.Exercises))}
	for i, e := range c.Exercises {
		w := &h.Work[i]
		at := slices.IndexFunc(s.Exercises, func(x submission.Exercise) bool { return x.ID == e.ID })
		switch {
		case at < 0:
			w.Why = "It was not handed in."
		case s.Exercises[at].Why != "":
			w.Why = s.Exercises[at].Why
		default:
			w.Candidate = s.Exercises[at].Candidate
			w.Hash = hashOf(w.Candidate)
		}
	}
	return h
}

// hashOf names all that a candidate is judged by: its code, and what the policy
// may refuse beside it, such as a file of assembly.
func hashOf(c candidate.Candidate) string {
	beside := judge.LeftOut(c)
	if len(beside) == 0 {
		return c.Hash()
	}
	sum := sha256.Sum256([]byte(c.Hash() + "\n" + strings.Join(beside, "\n")))
	return hex.EncodeToString(sum[:])
}

// alone is a student of whom nothing is known but the submission.
func alone(s submission.Submission, at int) Student {
	st := Student{Student: results.Student{Key: s.Key, Name: s.Key}, Handed: at, Who: []string{s.Key}}
	for i, p := range s.People {
		if i == 0 && p.Name != "" {
			st.Name = p.Name
		}
		st.Who = append(append(st.Who, p.Name), p.IDs...)
		if len(s.People) > 1 {
			st.Members = append(st.Members, p.Name)
		}
	}
	st.of(s)
	return st
}

// of takes over what the submission says.
func (st *Student) of(s submission.Submission) {
	st.Source = s.Source
	if !s.Submitted.IsZero() {
		at := s.Submitted.UTC()
		st.Submitted = &at
	}
	st.Notes = append(st.Notes, s.Notes...)
	if s.Problem != "" {
		st.Notes = append(st.Notes, s.Problem)
	}
}

// match gives submissions to the students of the roster. Each of a team has
// a row of their own, as gradebooks want it.
func (c *Class) match(subs []submission.Submission, r roster.Roster) {
	r.Students = slices.Clone(r.Students)
	for i := range r.Students {
		// A team of the course's own, where the roster knows none.
		if s := &r.Students[i]; s.Team == "" {
			s.Team, _ = c.Course.Team(who(*s))
		}
	}
	m := roster.Match(subs, r)
	c.Notes = append(append(c.Notes, r.Notes...), m.Notes...)
	taken := map[string]bool{}
	for _, s := range subs {
		taken[s.Key] = true
	}
	key := func(s roster.Student) string {
		for _, k := range []string{s.Name, s.Login, s.Email, s.ID, s.SISID} {
			if k != "" && !taken[k] {
				taken[k] = true
				return k
			}
		}
		k := fmt.Sprintf("%s (line %d)", s.Name, s.Line)
		taken[k] = true
		return k
	}
	for _, p := range m.Pairs {
		sub := subs[p.Submission]
		var names []string
		for _, s := range p.Students {
			names = append(names, s.Name)
		}
		for _, s := range p.Students {
			st := Student{Student: results.Student{Key: sub.Key, Name: s.Name, IDs: s.IDs()}, Handed: p.Submission, Who: who(s, sub.Key)}
			if len(p.Students) > 1 {
				st.Key, st.Members = key(s), names
			}
			st.of(sub)
			c.Students = append(c.Students, st)
		}
	}
	for _, at := range m.Nobody {
		st := alone(subs[at], at)
		st.Notes = append(st.Notes, "Nobody on the roster has handed this in.")
		c.Students = append(c.Students, st)
	}
	for _, s := range m.Nothing {
		st := Student{Student: results.Student{Key: key(s), Name: s.Name, IDs: s.IDs()}, Handed: -1, Who: who(s)}
		c.Students = append(c.Students, st)
	}
}

func who(s roster.Student, more ...string) []string {
	all := append([]string{s.Name, s.Login, s.Email, s.ID, s.SISID, s.Team}, more...)
	all = append(all, s.Other...)
	return slices.DeleteFunc(all, func(w string) bool { return w == "" })
}

// Of returns the part of the class that a shard grades. Those who share a
// submission stay together.
func (c *Class) Of(s results.Shard) *Class {
	part := &Class{Course: c.Course, Exercises: c.Exercises, Notes: c.Notes}
	at := map[int]int{-1: -1}
	for i, h := range c.Handed {
		if shardOf(h.Key, s.N) == s.K {
			at[i] = len(part.Handed)
			part.Handed = append(part.Handed, h)
		}
	}
	for _, st := range c.Students {
		mine, ok := at[st.Handed]
		if st.Handed < 0 {
			ok = shardOf(st.Key, s.N) == s.K
		}
		if ok {
			st.Handed = mine
			part.Students = append(part.Students, st)
		}
	}
	return part
}

// Find is a student by key, name, number, login or address, without regard to
// case. The error lists whom it could be.
func (c *Class) Find(name string) (*Student, error) {
	var found []*Student
	for i := range c.Students {
		st := &c.Students[i]
		if st.Key == name {
			return st, nil
		}
		if slices.ContainsFunc(append([]string{st.Name}, st.Who...), func(w string) bool { return strings.EqualFold(w, name) }) {
			found = append(found, st)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, fmt.Errorf("nobody in the class goes by %q", name)
	}
	var keys []string
	for _, st := range found {
		keys = append(keys, st.Key)
	}
	return nil, fmt.Errorf("%q could be any of %s", name, strings.Join(keys, ", "))
}

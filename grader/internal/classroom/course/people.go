package course

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// key is what two ways to write a name have in common.
func key(name string) string {
	name = strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(name))), " ")
	if last, first, ok := strings.Cut(name, ","); ok && !strings.Contains(first, ",") {
		if last, first = strings.TrimSpace(last), strings.TrimSpace(first); last != "" && first != "" {
			return first + " " + last
		}
	}
	return name
}

// people are the keys of names.
type people map[string]bool

func keys(names []string) people {
	p := people{}
	for _, n := range names {
		if k := key(n); k != "" {
			p[k] = true
		}
	}
	return p
}

func (p people) has(name string) bool { return p[key(name)] }

// Team is the team of a student. who are all names and ids that the student
// goes by.
func (c *Course) Team(who []string) (name string, ok bool) {
	if t := c.team(keys(who)); t != nil {
		return t.Name, true
	}
	return "", false
}

// team is the first team that one of those people is in, or that is meant by
// its name.
func (c *Course) team(who people) *Team {
	for i, t := range c.Teams {
		if who.has(t.Name) || slices.ContainsFunc(t.Members, who.has) {
			return &c.Teams[i]
		}
	}
	return nil
}

// Strangers are the students of extensions and teams whom nobody of the class
// is, in the order of the file: a name mistyped there is time that somebody
// does not get. class is all names and ids of all students.
func (c *Course) Strangers(class []string) []string {
	known := keys(class)
	for _, t := range c.Teams {
		known[key(t.Name)] = true
	}
	var strangers []string
	add := func(name string) {
		if !known.has(name) {
			known[key(name)] = true
			strangers = append(strangers, name)
		}
	}
	for _, x := range c.Extensions {
		add(x.Student)
	}
	for _, t := range c.Teams {
		for _, m := range t.Members {
			add(m)
		}
	}
	return strangers
}

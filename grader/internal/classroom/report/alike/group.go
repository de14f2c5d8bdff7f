package alike

import (
	"cmp"
	"math"
	"slices"
)

const (
	// Near is how much of two candidates' own material, weighed, must be
	// common to put them into one group.
	Near = 0.85
	// Little is the number of own shingles below which nothing is compared:
	// a changed line or two is what everybody's would be.
	Little = 15
	// Common is the part of the class from which on a group is no hint but the
	// usual answer.
	Common = 0.25
)

// Entry is one candidate: a student's, or a published answer.
type Entry struct {
	// Name is the student's key, or the answer's name.
	Name      string
	Published bool
	Code      Code
}

// Group is code that is alike.
type Group struct {
	// Students and Published are names, sorted.
	Students, Published []string
	// Least is the smallest likeness of a member to the one in the middle,
	// from Near to 1.
	Least float64
	// Own is how many shingles the one in the middle has beyond the starter:
	// the more, the less likely by chance.
	Own int
	// Word is true when all the students' files are equal, byte for byte.
	Word bool
	// Usual is true when so many students wrote it that it is the usual answer.
	Usual bool
}

// form is all entries with the same shingles beyond the starter.
type form struct {
	shingles []uint64
	entries  []int
	weight   float64
}

// Groups finds the groups of at least two members with a student among them, the
// most telling first: what is not the usual answer, then by how much code is
// alike. An entry is in one group at most.
func Groups(entries []Entry, starter Code) []Group {
	forms, students := formsOf(entries, starter)
	weights, postings := weigh(forms)
	for i := range forms {
		for _, s := range forms[i].shingles {
			forms[i].weight += weights[s]
		}
	}
	near := neighbours(forms, weights, postings)

	// The form with the most members around it is the middle of a group; what
	// it takes is no longer there for the next.
	order := make([]int, len(forms))
	size := make([]int, len(forms))
	for i := range forms {
		order[i] = i
		size[i] = len(forms[i].entries)
		for _, n := range near[i] {
			size[i] += len(forms[n.form].entries)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	taken := make([]bool, len(forms))
	var groups []Group
	for _, i := range order {
		if taken[i] {
			continue
		}
		taken[i] = true
		members := slices.Clone(forms[i].entries)
		least := 1.0
		for _, n := range near[i] {
			if !taken[n.form] {
				taken[n.form] = true
				members = append(members, forms[n.form].entries...)
				least = min(least, n.likeness)
			}
		}
		if g, ok := group(entries, members, students); ok {
			g.Least, g.Own = least, len(forms[i].shingles)
			groups = append(groups, g)
		}
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Or(compareBool(a.Usual, b.Usual), cmp.Compare(b.Own, a.Own), slices.Compare(a.Students, b.Students))
	})
	return groups
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// formsOf takes the starter off and puts equal ones together.
func formsOf(entries []Entry, starter Code) (forms []form, students int) {
	at := map[uint64]int{}
	for i, e := range entries {
		if !e.Published {
			students++
		}
		if f, ok := at[e.Code.form]; ok {
			forms[f].entries = append(forms[f].entries, i)
			continue
		}
		var own []uint64
		for _, s := range e.Code.shingles {
			if _, has := slices.BinarySearch(starter.shingles, s); !has {
				own = append(own, s)
			}
		}
		if len(own) < Little {
			continue
		}
		at[e.Code.form] = len(forms)
		forms = append(forms, form{shingles: own, entries: []int{i}})
	}
	return forms, students
}

// weigh gives a shingle a weight from 1, when two have it, down to a tenth, when
// all do, and lists the forms that have it. It counts forms and not people:
// fifty who copied one text are one text.
func weigh(forms []form) (map[uint64]float64, map[uint64][]int) {
	postings := map[uint64][]int{}
	for i, f := range forms {
		for _, s := range f.shingles {
			postings[s] = append(postings[s], i)
		}
	}
	weights := make(map[uint64]float64, len(postings))
	all := math.Log(float64(len(forms)) + 1)
	for s, p := range postings {
		weights[s] = max(0.1, 1-max(0, math.Log(float64(len(p)))-math.Log(2))/all)
	}
	return weights, postings
}

type neighbour struct {
	form     int
	likeness float64
}

// neighbours lists for each form those that are near: the weight of what two
// have in common by the weight of what either has.
func neighbours(forms []form, weights map[uint64]float64, postings map[uint64][]int) [][]neighbour {
	near := make([][]neighbour, len(forms))
	common := make([]float64, len(forms))
	for i, f := range forms {
		clear(common[:i])
		for _, s := range f.shingles {
			w := weights[s]
			for _, j := range postings[s] {
				if j >= i {
					break // postings ascend
				}
				common[j] += w
			}
		}
		for j, c := range common[:i] {
			if likeness := c / (f.weight + forms[j].weight - c); likeness >= Near {
				near[i] = append(near[i], neighbour{j, likeness})
				near[j] = append(near[j], neighbour{i, likeness})
			}
		}
	}
	return near
}

func group(entries []Entry, members []int, students int) (Group, bool) {
	g := Group{Word: true}
	var first *Entry
	for _, m := range members {
		e := &entries[m]
		if e.Published {
			g.Published = append(g.Published, e.Name)
			continue
		}
		if first == nil {
			first = e
		}
		g.Word = g.Word && e.Code.exact == first.Code.exact
		g.Students = append(g.Students, e.Name)
	}
	g.Word = g.Word && len(g.Students) > 1
	// A handful is never the usual answer, however small the class.
	g.Usual = len(g.Students) > 4 && float64(len(g.Students)) > Common*float64(students)
	slices.Sort(g.Students)
	slices.Sort(g.Published)
	return g, len(g.Students) > 0 && len(members) > 1
}

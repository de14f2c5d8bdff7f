package report

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"racekata/grader/internal/classroom/report/alike"
	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

// metFinding is a finding with the students who met it.
type metFinding struct {
	Index    int // in the data
	Exercise string
	At       int // the exercise's place
	Kind     finding.Kind
	Title    string
	Checks   []string
	Who      []who
	Share    int // per cent of those judged on the exercise
	Example  *example
	Detail   string
	Hint     string
}

// example is lines of one student's code.
type example struct {
	Student string
	File    string
	Lines   []codeLine
}

type codeLine struct {
	Number int
	Text   string
	Marked bool
	Note   string
	Gap    bool // lines are left out before it
}

// digits are what differs between two runs of one mistake: how many hits were
// lost, which goroutine it was.
var digits = regexp.MustCompile(`[0-9][0-9,.]*`)

const titleBytes = 300

// collect joins the findings of all students that are the same but for numbers,
// by exercise and in the order first met.
func collect(r *results.Results, o Options) []*metFinding {
	var all []*metFinding
	for at, e := range r.Exercises {
		byName := map[string]*metFinding{}
		judged := 0
		for i := range r.Students {
			s := &r.Students[i]
			v := s.Grades[at].Verdict
			if s.Grades[at].State != results.Graded || v == nil {
				continue
			}
			judged++
			for n := range v.Findings {
				f := &v.Findings[n]
				key := string(f.Kind) + "\x00" + digits.ReplaceAllString(short(f.Title, titleBytes), "#")
				m := byName[key]
				if m == nil {
					m = &metFinding{Index: len(all), Exercise: e.ID, At: at, Kind: f.Kind, Title: short(f.Title, titleBytes),
						Detail: short(f.Detail, 1000), Hint: short(f.Hint, 500)}
					byName[key] = m
					all = append(all, m)
				}
				if last := len(m.Who) - 1; last < 0 || m.Who[last].At != i {
					m.Who = append(m.Who, who{i, s.Name})
				}
				for _, c := range v.Checks {
					if slices.Contains(c.Findings, n) && !slices.Contains(m.Checks, c.Name) {
						m.Checks = append(m.Checks, c.Name)
					}
				}
				if m.Example == nil && o.Sources != nil && len(m.Who) <= 5 {
					m.Example = newExample(s, f, o.Sources(s.Key, e.ID))
				}
			}
		}
		for _, m := range byName {
			// One of a thousand is not nobody.
			m.Share = max(1, 100*len(m.Who)/max(1, judged))
		}
	}
	return all
}

// ranked is the findings by how many students met them.
func ranked(all []*metFinding) []*metFinding {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *metFinding) int { return cmp.Compare(len(b.Who), len(a.Who)) })
	return all
}

const (
	exampleLines   = 14
	exampleColumns = 140
)

// newExample shows the marked lines with one around them.
func newExample(s *results.Student, f *verdict.Finding, files map[string][]byte) *example {
	for _, first := range f.Marks {
		name := path.Base(strings.ReplaceAll(first.File, `\`, "/"))
		src, ok := files[name]
		if !ok || first.Line < 1 {
			continue
		}
		text := strings.Split(strings.TrimRight(string(src), "\n"), "\n")
		marked := map[int]string{}
		for _, m := range f.Marks {
			if m.File == first.File && m.Line >= 1 {
				at := min(m.Line, len(text))
				if marked[at] != "" && m.Note != "" {
					marked[at] += "; "
				}
				marked[at] += short(m.Note, 200)
			}
		}
		x := &example{Student: s.Name, File: name}
		last := 0
		for l := 1; l <= len(text) && len(x.Lines) < exampleLines; l++ {
			_, here := marked[l]
			_, before := marked[l-1]
			_, after := marked[l+1]
			if here || before || after {
				x.Lines = append(x.Lines, codeLine{l, short(visible(text[l-1]), exampleColumns), here, marked[l], last > 0 && l > last+1})
				last = l
			}
		}
		return x
	}
	return nil
}

// visible puts spaces for tabs, and dots for controls and for what turns the
// direction of text and so makes code read other than it runs.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return '·'
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(line, "�"), "\t", "    "))
}

// short cuts a text to so many characters.
func short(s string, limit int) string {
	if len(s) <= limit {
		return strings.ToValidUTF8(s, "�")
	}
	r := []rune(s[:min(len(s), 4*limit)])
	if len(r) <= limit {
		return strings.ToValidUTF8(string(r), "�")
	}
	return string(r[:limit]) + "…"
}

// checkRate is how many passed a check.
type checkRate struct {
	Name   string
	Max    int
	Passed int
	Of     int
	Share  int
}

func newPart(r *results.Results, o Options, at int, met []*metFinding) *part {
	p := &part{Exercise: r.Exercises[at], Index: at, Bars: outcomes(r, at)}
	for _, m := range ranked(met) {
		if m.At == at {
			p.Findings = append(p.Findings, m)
		}
	}
	for n, c := range p.Exercise.Checks {
		rate := checkRate{Name: c.Name, Max: c.Max}
		for i := range r.Students {
			v := r.Students[i].Grades[at].Verdict
			if r.Students[i].Grades[at].State != results.Graded || v == nil || n >= len(v.Checks) {
				continue
			}
			rate.Of++
			if v.Checks[n].State == verdict.CheckPassed {
				rate.Passed++
			}
		}
		rate.Share = 100 * rate.Passed / max(1, rate.Of)
		p.Checks = append(p.Checks, rate)
	}
	if o.Sources != nil {
		p.compare(r, o)
	}
	return p
}

// compare groups alike code. What is known to be the untouched starter is not
// even parsed, and equal candidates are parsed once.
func (p *part) compare(r *results.Results, o Options) {
	var starter alike.Code
	var entries []alike.Entry
	for _, a := range o.Published[p.ID] {
		c, ok := alike.Parse(a.Files)
		switch {
		case ok && a.Starter:
			starter = c
		case ok:
			entries = append(entries, alike.Entry{Name: a.Name, Published: true, Code: c})
		}
	}
	at := map[string]int{}
	known := map[string]*alike.Code{}
	teams := map[string]bool{} // by what they handed in together
	for i := range r.Students {
		s := &r.Students[i]
		g := &s.Grades[p.Index]
		if g.State == results.Missing || g.Untouched {
			continue
		}
		if len(s.Members) > 0 && s.Source != "" {
			if teams[s.Source] {
				continue // a team's code is alike by right
			}
			teams[s.Source] = true
		}
		c, seen := known[g.Hash]
		if !seen || g.Hash == "" {
			if code, ok := alike.Parse(o.Sources(s.Key, p.ID)); ok {
				c = &code
			} else {
				c = nil
			}
			known[g.Hash] = c
		}
		if c == nil {
			p.Unread++
			continue
		}
		at[s.Key] = i
		entries = append(entries, alike.Entry{Name: s.Key, Code: *c})
	}
	for _, g := range alike.Groups(entries, starter) {
		a := alikeGroup{Group: g, Near: int(100 * g.Least)}
		for _, key := range g.Students {
			a.Who = append(a.Who, who{at[key], r.Students[at[key]].Name})
		}
		p.Alike = append(p.Alike, a)
	}
}

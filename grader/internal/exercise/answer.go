package exercise

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"racekata/grader/internal/finding"
)

// Answer is a complete candidate kept as a fixture.
type Answer struct {
	// Name is the file's name without .go: the mistake, or the style.
	Name   string
	Source []byte
	// Want, for a wrong answer, is what must catch it.
	Want Want
}

// Want is the expectation on a wrong answer's first line:
//
//	// want: data race in "every increment is counted"
//	// want: stuck or wrong result
//
// One of the kinds must be found, and charged to the named check where one is
// named.
type Want struct {
	Kinds []finding.Kind
	Check string
}

// Matches tells whether a finding of that kind is one of those expected.
func (w Want) Matches(k finding.Kind) bool { return slices.Contains(w.Kinds, k) }

func (w Want) String() string {
	var kinds []string
	for _, k := range w.Kinds {
		kinds = append(kinds, string(k))
	}
	s := strings.Join(kinds, " or ")
	if w.Check != "" {
		s += fmt.Sprintf(" in %q", w.Check)
	}
	return s
}

// Wrong is the wrong answers, by name. The error is ErrLeftOut for a bare
// exercise.
func (e *Exercise) Wrong() ([]Answer, error) {
	answers, err := e.answers("testdata/wrong")
	if err != nil {
		return nil, err
	}
	for i := range answers {
		a := &answers[i]
		if a.Want, err = parseWant(a.Source); err != nil {
			return nil, fmt.Errorf("wrong answer %s of %s: %w", a.Name, e.ID, err)
		}
		if a.Want.Check != "" && !slices.ContainsFunc(e.Checks, func(c Check) bool { return c.Name == a.Want.Check }) {
			return nil, fmt.Errorf("wrong answer %s of %s: no check is called %q", a.Name, e.ID, a.Want.Check)
		}
	}
	return answers, nil
}

// Right is the right answers other than the reference, by name. The error is
// ErrLeftOut for a bare exercise.
func (e *Exercise) Right() ([]Answer, error) { return e.answers("testdata/right") }

func (e *Exercise) answers(dir string) ([]Answer, error) {
	if e.Bare {
		return nil, ErrLeftOut
	}
	entries, err := fs.ReadDir(e.fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("read %s of %s: %w", dir, e.ID, err)
	}
	var all []Answer
	for _, entry := range entries {
		name, isGo := strings.CutSuffix(entry.Name(), ".go")
		if !isGo {
			continue
		}
		src, err := fs.ReadFile(e.fsys, path.Join(dir, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("read %s of %s: %w", dir, e.ID, err)
		}
		all = append(all, Answer{Name: name, Source: src})
	}
	return all, nil
}

func parseWant(src []byte) (Want, error) {
	line, _, _ := strings.Cut(string(src), "\n")
	text, ok := strings.CutPrefix(line, "// want: ")
	if !ok {
		return Want{}, fmt.Errorf("the first line must say what catches it, as in `// want: data race`")
	}
	var w Want
	kinds, check, named := strings.Cut(text, " in \"")
	if named {
		if w.Check, ok = strings.CutSuffix(strings.TrimSpace(check), "\""); !ok {
			return Want{}, fmt.Errorf("the check's name on the first line has no closing quote")
		}
	}
	for k := range strings.SplitSeq(kinds, " or ") {
		kind := finding.Kind(strings.TrimSpace(k))
		if !slices.Contains(finding.Kinds, kind) {
			return Want{}, fmt.Errorf("%q is no kind of finding; the kinds are %v", kind, finding.Kinds)
		}
		w.Kinds = append(w.Kinds, kind)
	}
	return w, nil
}

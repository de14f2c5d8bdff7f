package exercise

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// Handout is the name of the file at the top of a catalogue that says that its
// exercises are bare.
const Handout = "HANDOUT"

// ErrLeftOut says that a bare exercise does not have what was asked for.
var ErrLeftOut = errors.New("this grader was made to be handed out: it holds no solutions, debriefs and answers")

// BareFile tells whether a file of a catalogue belongs into a bare one, by its
// path: the hidden tests, exercise.toml and the starter.
func BareFile(name string) bool {
	_, inside, ok := strings.Cut(name, "/")
	switch {
	case !ok:
		return name == Handout
	case strings.HasPrefix(inside, "testdata/starter/"):
		return true
	case path.Base(inside) != inside:
		return false
	}
	return inside == "exercise.toml" || strings.HasSuffix(inside, "_test.go")
}

// Bare tells whether the catalogue is that of a grader that was handed out.
func (c Catalogue) Bare() bool {
	return slices.ContainsFunc(c, func(e *Exercise) bool { return e.Bare })
}

package practice

import (
	"strings"

	"racekata/grader/internal/exercise"
)

// values are what the templates are filled with.
type values struct {
	// Grader is the path of the grader as a make variable's value holds a
	// word of the shell.
	Grader string
	// HandedOut is that of Options.
	HandedOut bool
	// Count is the number of exercises.
	Count int
	// First is the number of the first exercise on the path, FirstID its id.
	First, FirstID string
}

func newValues(c exercise.Catalogue, o Options) values {
	v := values{Grader: makeWord(o.Grader), HandedOut: o.HandedOut, Count: len(c)}
	if len(c) > 0 {
		first := c.Path()[0]
		v.First, v.FirstID = first.Number(), first.ID
	}
	return v
}

// makeWord quotes a path for a shell that make starts. make would end a value
// at a # and expand what follows a $. What no value can hold (a line break, a
// backslash before #) is left out.
func makeWord(path string) string {
	if strings.ContainsAny(path, "\n\r\x00") || strings.Contains(path, `\#`) {
		path = ""
	}
	return "'" + strings.NewReplacer("'", `'\''`, "$", "$$", "#", `\#`).Replace(path) + "'"
}

package watch

import (
	"context"
	"time"

	"racekata/grader/internal/render"
)

// Options are what a screen needs to be told.
type Options struct {
	Exercises []Exercise
	// First is the exercise to begin with.
	First int
	// Check judges an exercise; step is told what is going on. It is called
	// by one goroutine at a time, and comes back soon when the context ends.
	Check func(ctx context.Context, i int, step func(string)) Outcome
	// Hash names the code that is in an exercise's folder now; "" when it
	// cannot be read.
	Hash func(i int) string
	// Header is what stands above: how far one is.
	Header func(width int) []string
	// Tick is how often the header is made anew by itself, such as for a
	// clock; 0 is never.
	Tick time.Duration
	// Next and Previous say where the keys n and p lead, given whether the
	// exercise in hand has passed.
	Next, Previous func(i int, passed bool) int
	// Find is the exercise of a number that was typed, such as "205"; nil has
	// none found.
	Find func(number string) (i int, ok bool)
	// Actions are the keys beyond those that the screen has itself.
	Actions []Action
	// QuitQuestion is asked before leaving by q; "" leaves at once.
	QuitQuestion string
	// End ends the screen by itself, such as when the time is up. A check
	// that runs then is brought to its end. nil is never.
	End <-chan struct{}
	// Notice is said first; "" is nothing.
	Notice string
	// Style says whether to colour; its width is the window's.
	Style render.Style
}

// Exercise is one that can be taken in hand.
type Exercise struct {
	ID, Folder string
	// Edit says, in a line, which file to edit and where it is told what for.
	Edit string
}

// Outcome is what a check came to.
type Outcome struct {
	// Screen writes it for a width in columns: the verdict, or what kept it
	// from being one.
	Screen func(width int) string
	// Full, for the key o, holds all that the runs said; nil is nothing more.
	Full   func(width int) string
	Passed bool
	// Hash names the code that was judged; "" when there was none to judge.
	Hash string
	// Took is the time from the call to the verdict.
	Took time.Duration
}

// Action is a key that shows a page.
type Action struct {
	Key   string
	Label string // beside the key in the last line: "hint"
	// Question is asked first, and y answers it; nil asks nothing.
	Question func(i int) string
	// Page does it and writes for a width what there is to see. The error's
	// text is shown in its place.
	Page func(ctx context.Context, i int) (func(width int) string, error)
	// Recheck judges the exercise anew afterwards; what there is to see is
	// then shown beside the verdict.
	Recheck bool
}

// Result says how the screen was left.
type Result struct {
	// Interrupted is true after Ctrl-C, Ended after Options.End.
	Interrupted, Ended bool
}

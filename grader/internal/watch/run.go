package watch

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"

	"racekata/grader/internal/filewatch"
)

// CrashError is a panic of whatever was judging; the terminal has been given
// back.
type CrashError struct{ What string }

func (e *CrashError) Error() string { return "a check crashed: " + e.What }

// Run shows the screen until it is left. The error is the context's, the
// terminal's or a *CrashError.
func Run(ctx context.Context, o Options) (Result, error) {
	outer := ctx
	ctx, cancel := context.WithCancel(outer)
	defer cancel()
	var program *tea.Program
	tell := func(msg any) { program.Send(msg) }
	m := &model{Options: o, ctx: ctx, notice: o.Notice, checker: &checker{check: o.Check, hash: o.Hash, tell: tell}}
	f := folders{options: o, tell: tell}
	m.watched = func(i int) { f.watch(ctx, i) }
	program = tea.NewProgram(m, programOptions(o)...)

	var wg sync.WaitGroup
	wg.Go(func() {
		<-ctx.Done()
		// tea.WithContext would leave its reader behind.
		program.Quit()
	})
	if o.End != nil {
		wg.Go(func() {
			select {
			case <-o.End:
				tell(timesUp{})
			case <-ctx.Done():
			}
		})
	}
	_, err := program.Run()
	cancel()
	m.checker.stop()
	f.stop()
	wg.Wait()

	switch {
	case m.crash != "":
		return m.result, &CrashError{m.crash}
	case outer.Err() != nil:
		return m.result, outer.Err()
	case err != nil:
		return m.result, fmt.Errorf("show the screen: %w", err)
	}
	return m.result, nil
}

func programOptions(o Options) []tea.ProgramOption {
	options := []tea.ProgramOption{
		// Whoever opened the screen turns signals into the context's end.
		tea.WithoutSignalHandler(),
		tea.WithFPS(30),
	}
	if !o.Style.Color {
		options = append(options, tea.WithEnvironment(append(os.Environ(), "NO_COLOR=1")))
	}
	return options
}

// folders watches the folder of the exercise in hand.
type folders struct {
	options Options
	tell    func(any)
	cancel  context.CancelFunc
	wg      sync.WaitGroup
}

// watch is called by the screen's Update only. It does not wait for the watch
// before to end, which may be about to tell the screen something.
func (f *folders) watch(ctx context.Context, i int) {
	if f.cancel != nil {
		f.cancel()
	}
	ctx, f.cancel = context.WithCancel(ctx)
	f.wg.Go(func() {
		filewatch.Run(ctx, f.options.Exercises[i].Folder, filewatch.Options{
			Match:   judged,
			Problem: func(text string) { f.tell(problem{text}) },
		}, func() { f.tell(saved{i}) })
	})
}

func (f *folders) stop() {
	if f.cancel != nil {
		f.cancel()
	}
	f.wg.Wait()
}

// judged tells whether a file may be part of what is judged.
func judged(name string) bool {
	return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(name, ".")
}

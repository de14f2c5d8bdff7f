package watch

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// checker runs one check at a time, the latest that was asked for.
type checker struct {
	check func(ctx context.Context, i int, step func(string)) Outcome
	hash  func(i int) string
	// tell is how it speaks to the screen; it may come late, so everything
	// carries the number of the request.
	tell func(any)

	mu     sync.Mutex
	cancel context.CancelFunc
	over   chan struct{} // the latest check's
}

// stepped, checked and crashed are what a checker tells.
type (
	stepped struct {
		request int
		text    string
	}
	checked struct {
		request int
		outcome Outcome
	}
	crashed struct{ what string }
)

// start ends the check that runs, if any, and begins another once that has
// ended.
func (c *checker) start(ctx context.Context, request, i int) {
	ctx, cancel := context.WithCancel(ctx)
	over := make(chan struct{})
	c.mu.Lock()
	before := c.over
	if c.cancel != nil {
		c.cancel()
	}
	c.cancel, c.over = cancel, over
	c.mu.Unlock()
	go func() {
		defer close(over)
		defer cancel()
		defer func() {
			if r := recover(); r != nil {
				// The screen has the terminal, and gives it back first.
				c.tell(crashed{fmt.Sprintf("%v\n\n%s", r, debug.Stack())})
			}
		}()
		if before != nil {
			<-before
		}
		c.judge(ctx, request, i)
	}()
}

// judge checks until the code judged is the code that is there.
func (c *checker) judge(ctx context.Context, request, i int) {
	for ctx.Err() == nil {
		out := c.check(ctx, i, func(text string) { c.tell(stepped{request, text}) })
		if ctx.Err() != nil {
			return
		}
		if out.Hash == c.hash(i) {
			c.tell(checked{request, out})
			return
		}
	}
}

// stop ends the check that runs, and waits for its end.
func (c *checker) stop() {
	c.mu.Lock()
	cancel, over := c.cancel, c.over
	c.mu.Unlock()
	if cancel != nil {
		cancel()
		<-over
	}
}

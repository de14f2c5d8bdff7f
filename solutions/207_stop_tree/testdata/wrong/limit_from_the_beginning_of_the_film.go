// want: wrong result in "a limit stops what it is for"
// "Make all contexts first, then the tree is ready." And all clocks run.
package transcode

import (
	"context"
	"errors"
	"sync"
	"time"
)

var ErrTooSlow = errors.New("too slow")

type Part struct {
	Name  string
	Limit time.Duration
	Parts []Part
}

type node struct {
	ctx    context.Context
	cancel context.CancelFunc
	part   Part
	parts  []*node
}

func grow(ctx context.Context, p Part) *node {
	n := &node{part: p}
	n.ctx, n.cancel = clock(ctx, p)
	for _, sub := range p.Parts {
		n.parts = append(n.parts, grow(n.ctx, sub))
	}
	return n
}

func (n *node) end() {
	for _, sub := range n.parts {
		sub.end()
	}
	n.cancel()
}

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	root := grow(ctx, p)
	defer root.end()
	return root.run(work)
}

func (n *node) run(work func(ctx context.Context, name string) error) error {
	if n.ctx.Err() != nil {
		return context.Cause(n.ctx)
	}
	if err := work(n.ctx, n.part.Name); err != nil {
		if n.ctx.Err() != nil {
			return errors.Join(err, context.Cause(n.ctx))
		}
		return err
	}
	errs := make([]error, len(n.parts))
	var parts sync.WaitGroup
	for i, sub := range n.parts {
		parts.Go(func() { errs[i] = sub.run(work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}

// want: wrong result in "few goroutines, however many links"
// "Each page has a context of its own, and somebody who ends it when the crawl is
// over."
package crawler

import (
	"context"
	"fmt"
	"sync"
)

type Page struct {
	URL string
	Err error
}

func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	c := &crawl{fetch: fetch, seen: map[string]bool{root: true}, waiting: []string{root}, over: make(chan struct{})}
	c.wake = sync.NewCond(&c.mu)
	ctxDone := context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.wake.Broadcast()
	})
	defer ctxDone()
	var team sync.WaitGroup
	for range workers {
		team.Go(func() { c.work(ctx) })
	}
	team.Wait()
	close(c.over)
	c.watchers.Wait()
	pages := c.pages
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

type crawl struct {
	fetch    func(context.Context, string) ([]string, error)
	over     chan struct{}
	watchers sync.WaitGroup

	mu      sync.Mutex
	wake    *sync.Cond      // more waits, nobody is busy, or it is over
	seen    map[string]bool // this and the others guarded by mu
	waiting []string
	busy    int
	pages   []Page
}

func (c *crawl) work(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for len(c.waiting) == 0 && c.busy > 0 && ctx.Err() == nil {
			c.wake.Wait()
		}
		if len(c.waiting) == 0 || ctx.Err() != nil {
			return
		}
		url := c.waiting[0]
		c.waiting = c.waiting[1:]
		c.busy++
		c.mu.Unlock()

		own, cancel := context.WithCancel(ctx)
		c.watchers.Go(func() {
			defer cancel()
			select {
			case <-ctx.Done():
			case <-c.over:
			}
		})
		links, err := c.fetch(own, url)

		c.mu.Lock()
		c.busy--
		c.pages = append(c.pages, Page{url, err})
		for _, link := range links {
			if !c.seen[link] {
				c.seen[link] = true
				c.waiting = append(c.waiting, link)
			}
		}
		c.wake.Broadcast()
	}
}

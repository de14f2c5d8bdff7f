// want: wrong result in "every page is fetched, and each once"
// "As errgroup does it: who fails ends the context." The crawl goes on, with a
// context that is done.
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
	c := &crawl{fetch: fetch, seen: map[string]bool{root: true}, waiting: []string{root}}
	c.wake = sync.NewCond(&c.mu)
	ctxDone := context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.wake.Broadcast()
	})
	defer ctxDone()
	own, cancel := context.WithCancel(ctx)
	defer cancel()
	var team sync.WaitGroup
	for range workers {
		team.Go(func() { c.work(ctx, own, cancel) })
	}
	team.Wait()
	pages := c.pages
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

type crawl struct {
	fetch func(context.Context, string) ([]string, error)

	mu      sync.Mutex
	wake    *sync.Cond      // more waits, nobody is busy, or it is over
	seen    map[string]bool // this and the others guarded by mu
	waiting []string
	busy    int
	pages   []Page
}

func (c *crawl) work(ctx, own context.Context, cancel func()) {
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

		links, err := c.fetch(own, url)

		c.mu.Lock()
		c.busy--
		if err != nil {
			cancel()
		}
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

// want: wrong result in "as many fetches at once as there are workers"
// "The first page says how many there are to fetch; more workers than links would
// stand around."
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
	var team sync.WaitGroup
	team.Go(func() { c.work(ctx, 1) })
	c.mu.Lock()
	for c.busy > 0 && len(c.pages) == 0 || len(c.pages) == 0 && ctx.Err() == nil {
		c.wake.Wait()
	}
	n := len(c.waiting)
	c.mu.Unlock()
	for range min(workers-1, n) {
		team.Go(func() { c.work(ctx, 1) })
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

func (c *crawl) work(ctx context.Context, _ int) {
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

		links, err := c.fetch(ctx, url)

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

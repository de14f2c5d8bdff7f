// Nobody is idle: whoever has fetched a page starts as many fetches as there is
// room for, each on a goroutine of its own.
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
	c.room = workers
	c.mu.Lock()
	c.start(ctx)
	c.mu.Unlock()
	c.running.Wait()
	pages := c.pages
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

type crawl struct {
	fetch func(context.Context, string) ([]string, error)

	running sync.WaitGroup

	mu      sync.Mutex
	room    int // this and the others guarded by mu
	seen    map[string]bool
	waiting []string
	pages   []Page
}

// start starts fetches. The caller holds mu.
func (c *crawl) start(ctx context.Context) {
	for c.room > 0 && len(c.waiting) > 0 && ctx.Err() == nil {
		url := c.waiting[len(c.waiting)-1]
		c.waiting = c.waiting[:len(c.waiting)-1]
		c.room--
		c.running.Go(func() { c.visit(ctx, url) })
	}
}

func (c *crawl) visit(ctx context.Context, url string) {
	if ctx.Err() != nil {
		return
	}
	links, err := c.fetch(ctx, url)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.room++
	c.pages = append(c.pages, Page{url, err})
	for _, link := range links {
		if !c.seen[link] {
			c.seen[link] = true
			c.waiting = append(c.waiting, link)
		}
	}
	c.start(ctx)
}

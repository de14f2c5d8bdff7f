// What was seen is in a sync.Map, what waits in a stack, and who finds nothing
// lies down with a bell of its own.
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
	c := &crawl{fetch: fetch, waiting: []string{root}, open: 1}
	c.seen.Store(root, true)
	own, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var team sync.WaitGroup
	for range workers {
		team.Go(func() { c.work(own) })
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

	seen sync.Map

	mu      sync.Mutex
	waiting []string        // this and the others guarded by mu
	open    int             // pages that wait or are being fetched
	bells   []chan struct{} // of those who found nothing
	pages   []Page
}

func (c *crawl) work(ctx context.Context) {
	for {
		url, bell, over := c.next(ctx)
		switch {
		case over:
			return
		case bell != nil:
			select {
			case <-bell:
			case <-ctx.Done():
			}
			continue
		}
		links, err := c.fetch(ctx, url)
		var found []string
		for _, link := range links {
			if _, known := c.seen.LoadOrStore(link, true); !known {
				found = append(found, link)
			}
		}
		c.came(Page{url, err}, found)
	}
}

func (c *crawl) next(ctx context.Context) (url string, bell chan struct{}, over bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() != nil || c.open == 0 {
		return "", nil, true
	}
	if n := len(c.waiting); n > 0 {
		url, c.waiting = c.waiting[n-1], c.waiting[:n-1]
		return url, nil, false
	}
	bell = make(chan struct{})
	c.bells = append(c.bells, bell)
	return "", bell, false
}

func (c *crawl) came(p Page, found []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pages = append(c.pages, p)
	c.waiting = append(c.waiting, found...)
	c.open += len(found) - 1
	ring := min(len(found), len(c.bells))
	if c.open == 0 {
		ring = len(c.bells)
	}
	for _, bell := range c.bells[:ring] {
		close(bell)
	}
	c.bells = c.bells[ring:]
}

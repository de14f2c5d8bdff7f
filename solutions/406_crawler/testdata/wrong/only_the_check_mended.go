// want: wrong result in "it stops when it is told to"
// "Check and note at once, and each page is fetched once." One of three.
package crawler

import (
	"context"
	"fmt"
	"sync"
)

// Page is a page that was fetched.
type Page struct {
	URL string
	Err error
}

// Crawl fetches all pages that can be reached from root.
func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	c := &crawl{fetch: fetch, slots: make(chan struct{}, workers), seen: map[string]bool{root: true}}
	c.running.Go(func() { c.visit(ctx, root) })
	c.running.Wait()
	pages := c.pages
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

func (c *crawl) visit(ctx context.Context, url string) {
	c.slots <- struct{}{}
	links, err := c.fetch(ctx, url)
	<-c.slots
	c.note(Page{url, err})
	for _, link := range links {
		if !c.known(link) {
			c.running.Go(func() { c.visit(ctx, link) })
		}
	}
}

func (c *crawl) known(url string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.seen[url]
	c.seen[url] = true
	return known
}

func (c *crawl) note(p Page) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pages = append(c.pages, p)
}

type crawl struct {
	fetch   func(context.Context, string) ([]string, error)
	slots   chan struct{}
	running sync.WaitGroup
	mu      sync.Mutex
	seen    map[string]bool
	pages   []Page
}

// Package crawler finds all pages of a site.
package crawler

import (
	"context"
	"fmt"
	"sync"
)

// Page is a page that was fetched.
type Page struct {
	URL string
	Err error // what fetch returned, nil if it went well
}

// Crawl fetches the page root, the pages that it links to, those that they link
// to, and so on, and returns all of them, in any order.
//
// fetch returns the links of a page, which Crawl only reads. Each page is fetched
// once, whoever links to it and however often, and also if fetch fails; two URLs
// are one page if they are equal. At most workers fetches run at the same time,
// and exactly as many as long as there are pages for them. fetch may be called on
// any goroutine, may take its time, and does not panic. A page may have any
// number of links.
//
// If ctx is done before all is fetched, no further fetch begins, and the ctx of
// those that run, which is derived from this one, is done as well. When they have
// returned, Crawl returns what has been fetched, and an error that wraps
// ctx.Err(). Otherwise its error is nil.
func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	c := &crawl{
		ctx:   ctx,
		fetch: fetch,
		slots: make(chan struct{}, workers),
		seen:  map[string]bool{},
	}
	c.running.Go(func() { c.visit(root) })
	c.running.Wait()
	if err := ctx.Err(); err != nil {
		return c.pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return c.pages, nil
}

// crawl is one call of Crawl.
type crawl struct {
	ctx     context.Context
	fetch   func(ctx context.Context, url string) ([]string, error)
	slots   chan struct{} // one element for each fetch that runs
	running sync.WaitGroup

	mu    sync.Mutex
	seen  map[string]bool // guarded by mu
	pages []Page          // guarded by mu
}

// visit fetches a page, and visits those that it links to.
func (c *crawl) visit(url string) {
	c.slots <- struct{}{}
	links, err := c.fetch(c.ctx, url)
	<-c.slots
	c.add(Page{url, err})

	for _, link := range links {
		if !c.known(link) {
			c.running.Go(func() { c.visit(link) })
		}
	}
}

// add notes a page.
func (c *crawl) add(p Page) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[p.URL] = true
	c.pages = append(c.pages, p)
}

// known tells whether a page has been noted.
func (c *crawl) known(url string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen[url]
}

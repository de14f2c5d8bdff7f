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
	var (
		jobs    = make(chan string)
		answers = make(chan answer)
		team    sync.WaitGroup
	)
	for range workers {
		team.Go(func() { work(ctx, fetch, jobs, answers) })
	}

	// From here on all that changes belongs to this goroutine, and to no other.
	var (
		seen    = map[string]bool{root: true} // found, fetched or not
		waiting = []string{root}
		busy    = 0 // workers that owe an answer
		pages   []Page
		stop    = ctx.Done()
	)
	for busy > 0 || len(waiting) > 0 {
		var (
			hand chan<- string // nil, which is never ready, while nothing waits
			next string
		)
		if len(waiting) > 0 {
			hand, next = jobs, waiting[0]
		}
		select {
		case hand <- next:
			waiting = waiting[1:]
			busy++
		case a := <-answers:
			busy--
			if a.fetched {
				pages = append(pages, a.page)
			}
			for _, link := range a.links {
				if !seen[link] && ctx.Err() == nil {
					seen[link] = true // found is enough: from now on it is in somebody's hands
					waiting = append(waiting, link)
				}
			}
		case <-stop:
			// Nothing more is handed out; who is busy is waited for.
			waiting, stop = nil, nil
		}
	}
	close(jobs)
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

// answer is what a worker has to say about a page.
type answer struct {
	page    Page
	links   []string
	fetched bool // false if the crawl was stopped before
}

// work fetches pages, until there are no more jobs. It never waits for anybody
// but the owner, who always listens while a worker is busy.
func work(ctx context.Context, fetch func(context.Context, string) ([]string, error), jobs <-chan string, answers chan<- answer) {
	for url := range jobs {
		// The owner's select may have had both to choose from, a worker and the
		// end of the context.
		if ctx.Err() != nil {
			answers <- answer{}
			continue
		}
		links, err := fetch(ctx, url)
		answers <- answer{Page{url, err}, links, true}
	}
}

// want: wrong result in "it stops when it is told to"
// "fetch has the context; it returns at once when it is done." And is called again,
// for each page that waits.
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

type answer struct {
	page  *Page // nil if it was not fetched
	links []string
}

// Crawl fetches all pages that can be reached from root.
func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	jobs := make(chan string)
	answers := make(chan answer)
	var team sync.WaitGroup
	for range workers {
		team.Go(func() {
			for url := range jobs {
				links, err := fetch(ctx, url)
				answers <- answer{&Page{url, err}, links}
			}
		})
	}
	seen := map[string]bool{root: true}
	waiting := []string{root}
	busy := 0
	var pages []Page
	for busy > 0 || len(waiting) > 0 {
		var hand chan<- string
		var next string
		if len(waiting) > 0 {
			hand, next = jobs, waiting[0]
		}
		select {
		case hand <- next:
			waiting = waiting[1:]
			busy++
		case a := <-answers:
			busy--
			if a.page != nil {
				pages = append(pages, *a.page)
			}
			for _, link := range a.links {
				if !seen[link] {
					seen[link] = true
					waiting = append(waiting, link)
				}
			}
		}
	}
	close(jobs)
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

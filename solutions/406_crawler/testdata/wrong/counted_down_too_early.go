// want: wrong result or stuck in "every page is fetched, and each once"
// "A job that has been handed out is done with." Over, when the last has been handed
// out and not when it has come back.
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
				if ctx.Err() != nil {
					answers <- answer{}
					continue
				}
				links, err := fetch(ctx, url)
				answers <- answer{&Page{url, err}, links}
			}
		})
	}
	seen := map[string]bool{root: true}
	waiting := []string{root}
	busy := 0
	var pages []Page
	stop := ctx.Done()
	for len(waiting) > 0 || busy > 1 {
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
				if !seen[link] && ctx.Err() == nil {
					seen[link] = true
					waiting = append(waiting, link)
				}
			}
		case <-stop:
			waiting, stop = nil, nil
		}
	}
	close(jobs)
	for range busy {
		if a := <-answers; a.page != nil {
			pages = append(pages, *a.page)
		}
	}
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

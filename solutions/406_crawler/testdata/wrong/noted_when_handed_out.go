// want: wrong result in "every page is fetched, and each once"
// "A page is known once somebody has it." Those that wait are found again.
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
	for busy > 0 || len(waiting) > 0 {
		var hand chan<- string
		var next string
		if len(waiting) > 0 {
			hand, next = jobs, waiting[0]
		}
		select {
		case hand <- next:
			waiting = waiting[1:]
			seen[next] = true
			busy++
		case a := <-answers:
			busy--
			if a.page != nil {
				pages = append(pages, *a.page)
			}
			for _, link := range a.links {
				if !seen[link] && ctx.Err() == nil {
					waiting = append(waiting, link)
				}
			}
		case <-stop:
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

// want: wrong result in "as many fetches at once as there are workers"
// "Hand out as many as there are workers, wait for all of them, and go on." One slow
// page, and all but one do nothing.
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
	_ = busy
	_ = stop
	for len(waiting) > 0 && ctx.Err() == nil {
		n := min(workers, len(waiting))
		for _, url := range waiting[:n] {
			jobs <- url
		}
		waiting = waiting[n:]
		for range n {
			a := <-answers
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

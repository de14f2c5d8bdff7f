// want: stuck or wrong result in "every page is fetched, and each once"
// "A channel of a thousand was too small for the wiki. Four thousand will do."
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
	queue := make(chan string, 4000)
	var (
		team  sync.WaitGroup
		mu    sync.Mutex
		seen  = map[string]bool{root: true}
		open  = 1
		pages []Page
	)
	queue <- root
	for range workers {
		team.Go(func() {
			for {
				var url string
				var more bool
				select {
				case url, more = <-queue:
				case <-ctx.Done():
				}
				if !more || ctx.Err() != nil {
					return
				}
				links, err := fetch(ctx, url)
				mu.Lock()
				pages = append(pages, Page{url, err})
				var fresh []string
				for _, link := range links {
					if !seen[link] {
						seen[link] = true
						fresh = append(fresh, link)
					}
				}
				open += len(fresh) - 1
				done := open == 0
				mu.Unlock()
				for _, link := range fresh {
					select {
					case queue <- link:
					case <-ctx.Done():
						return
					}
				}
				if done {
					close(queue)
				}
			}
		})
	}
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

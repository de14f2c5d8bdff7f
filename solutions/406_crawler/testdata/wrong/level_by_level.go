// want: wrong result in "as many fetches at once as there are workers"
// "All pages of a level, then all that they link to." The slowest page of a level
// holds up all of the next one.
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
	seen := map[string]bool{root: true}
	level := []string{root}
	var pages []Page
	for len(level) > 0 && ctx.Err() == nil {
		var (
			team sync.WaitGroup
			mu   sync.Mutex
			left = level
			next []string
		)
		for range min(workers, len(level)) {
			team.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				for len(left) > 0 && ctx.Err() == nil {
					url := left[0]
					left = left[1:]
					mu.Unlock()
					links, err := fetch(ctx, url)
					mu.Lock()
					pages = append(pages, Page{url, err})
					for _, link := range links {
						if !seen[link] {
							seen[link] = true
							next = append(next, link)
						}
					}
				}
			})
		}
		team.Wait()
		level = next
	}
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

// want: wrong result or misuse or panic in "every page is fetched, and each once"
// "The group counts the pages that are open." Done comes before the Adds of what the
// page links to.
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
	var (
		open  sync.WaitGroup
		mu    sync.Mutex
		seen  = map[string]bool{root: true}
		list  = []string{root}
		pages []Page
		more  = make(chan struct{}, 1<<16)
		over  = make(chan struct{})
		team  sync.WaitGroup
	)
	open.Add(1)
	more <- struct{}{}
	for range workers {
		team.Go(func() {
			for {
				select {
				case <-more:
				case <-over:
					return
				}
				mu.Lock()
				url := list[0]
				list = list[1:]
				mu.Unlock()
				if ctx.Err() != nil {
					open.Done()
					continue
				}
				links, err := fetch(ctx, url)
				mu.Lock()
				pages = append(pages, Page{url, err})
				mu.Unlock()
				open.Done()
				for _, link := range links {
					mu.Lock()
					if !seen[link] {
						seen[link] = true
						list = append(list, link)
						open.Add(1)
						more <- struct{}{}
					}
					mu.Unlock()
				}
			}
		})
	}
	open.Wait()
	close(over)
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

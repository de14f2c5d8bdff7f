// want: wrong result in "as many fetches at once as there are workers"
// "One after the other: each once, and no goroutine." And the workers?
package crawler

import (
	"context"
	"fmt"
)

// Page is a page that was fetched.
type Page struct {
	URL string
	Err error
}

// Crawl fetches all pages that can be reached from root.
func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	seen := map[string]bool{root: true}
	waiting := []string{root}
	var pages []Page
	for len(waiting) > 0 && ctx.Err() == nil {
		url := waiting[0]
		waiting = waiting[1:]
		links, err := fetch(ctx, url)
		pages = append(pages, Page{url, err})
		for _, link := range links {
			if !seen[link] {
				seen[link] = true
				waiting = append(waiting, link)
			}
		}
	}
	_ = workers
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

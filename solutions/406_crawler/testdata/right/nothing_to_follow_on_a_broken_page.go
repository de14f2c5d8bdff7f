// Style: one context for all fetches, which is the only one that is asked; and a page
// that could not be fetched has no links.
package crawler

import (
	"context"
	"fmt"
)

type Page struct {
	URL string
	Err error
}

type answer struct {
	page  *Page // nil if it was not fetched
	links []string
}

func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan answer)
	seen := map[string]bool{root: true}
	waiting := []string{root}
	var pages []Page
	for busy := 0; ; {
		for busy < workers && len(waiting) > 0 && ctx.Err() == nil {
			url := waiting[0]
			waiting = waiting[1:]
			busy++
			go func() {
				links, err := fetch(ctx, url)
				answers <- answer{&Page{url, err}, links}
			}()
		}
		if busy == 0 {
			break
		}
		a := <-answers
		busy--
		pages = append(pages, *a.page)
		if a.page.Err != nil {
			continue
		}
		for _, link := range a.links {
			if !seen[link] {
				seen[link] = true
				waiting = append(waiting, link)
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

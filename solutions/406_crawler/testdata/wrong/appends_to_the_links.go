// want: wrong result in "every page is fetched, and each once"
// "The newest first: put what waits behind them." Behind them, in the same array, are
// other links of the site.
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
	answers := make(chan answer)
	seen := map[string]bool{}
	waiting := []string{root}
	var pages []Page
	for busy := 0; ; {
		for busy < workers && len(waiting) > 0 && ctx.Err() == nil {
			url := waiting[0]
			waiting = waiting[1:]
			if seen[url] {
				continue
			}
			seen[url] = true
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
		waiting = append(a.links, waiting...)
	}
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

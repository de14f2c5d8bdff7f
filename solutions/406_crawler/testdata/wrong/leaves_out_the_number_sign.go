// want: wrong result in "every page is fetched, and each once"
// "#comments is a place on the same page." It is a URL that is equal to no other.
package crawler

import (
	"context"
	"fmt"
	"strings"
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
		for _, link := range a.links {
			if !seen[link] && !strings.HasPrefix(link, "#") {
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

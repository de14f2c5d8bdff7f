// want: wrong result in "few goroutines, however many links"
// "One that fetches, one that waits for it, one that hands it in. A few more do no
// harm." Three times as many as workers.
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
	seen := map[string]bool{root: true}
	waiting := []string{root}
	var pages []Page
	for busy := 0; ; {
		for busy < workers && len(waiting) > 0 && ctx.Err() == nil {
			url := waiting[0]
			waiting = waiting[1:]
			busy++
			go func() {
				ready := make(chan answer)
				go func() {
					fetched := make(chan answer)
					go func() {
						links, err := fetch(ctx, url)
						fetched <- answer{&Page{url, err}, links}
					}()
					ready <- <-fetched
				}()
				answers <- <-ready
			}()
		}
		if busy == 0 {
			break
		}
		a := <-answers
		busy--
		pages = append(pages, *a.page)
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

// want: wrong result in "every page is fetched, and each once"
// "If for a while nobody has found anything, that was it." Or it is a slow page.
package crawler

import (
	"context"
	"fmt"
	"sync"
	"time"
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
	answers := make(chan answer, 4096)
	var team sync.WaitGroup
	for range workers {
		team.Go(func() {
			for url := range jobs {
				if ctx.Err() != nil {
					return
				}
				links, err := fetch(ctx, url)
				answers <- answer{&Page{url, err}, links}
			}
		})
	}
	seen := map[string]bool{root: true}
	waiting := []string{root}
	quiet := time.NewTimer(5 * time.Millisecond)
	defer quiet.Stop()
	var pages []Page
	stop := ctx.Done()
loop:
	for {
		var hand chan<- string
		var next string
		if len(waiting) > 0 {
			hand, next = jobs, waiting[0]
		}
		select {
		case hand <- next:
			waiting = waiting[1:]
			quiet.Reset(5 * time.Millisecond)
		case a := <-answers:
			pages = append(pages, *a.page)
			for _, link := range a.links {
				if !seen[link] {
					seen[link] = true
					waiting = append(waiting, link)
				}
			}
			quiet.Reset(5 * time.Millisecond)
		case <-quiet.C:
			break loop
		case <-stop:
			break loop
		}
	}
	close(jobs)
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

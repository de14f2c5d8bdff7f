// Style: a goroutine with a list of its own between two channels is a queue that is
// never full; a counter of open pages says when it is over.
package crawler

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

// Page is a page that was fetched.
type Page struct {
	URL string
	Err error
}

// Crawl fetches all pages that can be reached from root.
func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		team  sync.WaitGroup
		found = make(chan string)
		jobs  = make(chan string)
		open  atomic.Int64 // pages found and not done
		over  = make(chan struct{})
		seen  sync.Map
		mu    sync.Mutex
		pages []Page
	)
	team.Go(func() { pump(found, jobs, over, ctx.Done()) })
	add := func(url string) {
		if _, loaded := seen.LoadOrStore(url, true); loaded {
			return
		}
		open.Add(1)
		select {
		case found <- url:
		case <-ctx.Done():
		}
	}
	for range workers {
		team.Go(func() {
			for {
				var url string
				select {
				case url = <-jobs:
				case <-over:
					return
				case <-ctx.Done():
					return
				}
				if ctx.Err() != nil {
					return
				}
				links, err := fetch(ctx, url)
				mu.Lock()
				pages = append(pages, Page{url, err})
				mu.Unlock()
				for _, link := range links {
					add(link)
				}
				if open.Add(-1) == 0 {
					close(over)
				}
			}
		})
	}
	add(root)
	team.Wait()
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

// pump moves URLs from one channel to the other, and keeps those that nobody takes.
func pump(found <-chan string, jobs chan<- string, over, stop <-chan struct{}) {
	var list []string
	for {
		var out chan<- string
		var next string
		if len(list) > 0 {
			out, next = jobs, list[0]
		}
		select {
		case url := <-found:
			list = append(list, url)
		case out <- next:
			list = list[1:]
		case <-over:
			return
		case <-stop:
			return
		}
	}
}

// Style: the state is in a channel with room for one; who has taken it out owns it.
// Workers are started when there is work, and go home when there is none.
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

type state struct {
	seen    map[string]bool
	waiting []string
	workers int // that are at work
	pages   []Page
}

// Crawl fetches all pages that can be reached from root.
func Crawl(ctx context.Context, root string, workers int, fetch func(ctx context.Context, url string) (links []string, err error)) ([]Page, error) {
	var team sync.WaitGroup
	turn := make(chan *state, 1)
	var work func()
	// hire starts workers for what waits. It is called by who has the state.
	hire := func(s *state) {
		for n := len(s.waiting); n > 0 && s.workers < workers; n-- {
			s.workers++
			team.Go(work)
		}
	}
	work = func() {
		for {
			s := <-turn
			if len(s.waiting) == 0 || ctx.Err() != nil {
				s.workers--
				turn <- s
				return
			}
			url := s.waiting[len(s.waiting)-1]
			s.waiting = s.waiting[:len(s.waiting)-1]
			turn <- s

			links, err := fetch(ctx, url)

			s = <-turn
			s.pages = append(s.pages, Page{url, err})
			for _, link := range links {
				if !s.seen[link] {
					s.seen[link] = true
					s.waiting = append(s.waiting, link)
				}
			}
			hire(s)
			turn <- s
		}
	}
	s := &state{seen: map[string]bool{root: true}, waiting: []string{root}}
	hire(s)
	turn <- s
	team.Wait()
	pages := (<-turn).pages
	if err := ctx.Err(); err != nil {
		return pages, fmt.Errorf("crawl %s: %w", root, err)
	}
	return pages, nil
}

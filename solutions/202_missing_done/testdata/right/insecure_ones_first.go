// A goroutine only for what is fetched; the results are sorted in the end.
package links

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"
)

var ErrInsecure = errors.New("not https")

type Broken struct {
	Link string
	Err  error
}

func Check(links []string, fetch func(link string) error) []Broken {
	type numbered struct {
		Broken
		i int
	}
	var (
		running sync.WaitGroup
		mu      sync.Mutex
		found   []numbered
	)
	report := func(i int, err error) {
		mu.Lock()
		defer mu.Unlock()
		found = append(found, numbered{Broken{links[i], err}, i})
	}
	for i, link := range links {
		if !strings.HasPrefix(link, "https://") {
			report(i, ErrInsecure)
			continue
		}
		running.Go(func() {
			if err := fetch(link); err != nil {
				report(i, err)
			}
		})
	}
	running.Wait()

	slices.SortFunc(found, func(a, b numbered) int { return cmp.Compare(a.i, b.i) })
	broken := make([]Broken, len(found))
	for i, n := range found {
		broken[i] = n.Broken
	}
	return broken
}

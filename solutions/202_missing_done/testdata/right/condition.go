// A collector with a condition.
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

type place struct {
	at int
	Broken
}

func Check(links []string, fetch func(link string) error) []Broken {
	var (
		mu    sync.Mutex
		left  = len(links)
		found []place
		zero  = sync.NewCond(&mu)
	)
	try := func(i int) {
		err := ErrInsecure
		if strings.HasPrefix(links[i], "https://") {
			err = fetch(links[i])
		}
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			found = append(found, place{i, Broken{links[i], err}})
		}
		if left--; left == 0 {
			zero.Broadcast()
		}
	}
	for i := range links {
		go try(i)
	}
	mu.Lock()
	defer mu.Unlock()
	for left > 0 {
		zero.Wait()
	}
	slices.SortFunc(found, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	broken := []Broken{}
	for _, p := range found {
		broken = append(broken, p.Broken)
	}
	return broken
}

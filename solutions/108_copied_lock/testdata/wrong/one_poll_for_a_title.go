// want: wrong result in "every vote is counted"
// "A title says which poll it is." Two polls with one title share their votes.
package poll

import (
	"maps"
	"sync"
)

var (
	mu    sync.Mutex
	count = map[string]map[string]int{}
)

type Poll struct{ title string }

func New(title string) *Poll {
	mu.Lock()
	defer mu.Unlock()
	if count[title] == nil {
		count[title] = map[string]int{}
	}
	return &Poll{title}
}
func (p *Poll) Title() string { return p.title }
func (p *Poll) Vote(choice string) {
	mu.Lock()
	defer mu.Unlock()
	count[p.title][choice]++
}
func (p *Poll) Total() int {
	mu.Lock()
	defer mu.Unlock()
	t := 0
	for _, n := range count[p.title] {
		t += n
	}
	return t
}
func (p *Poll) Result() map[string]int {
	mu.Lock()
	defer mu.Unlock()
	return maps.Clone(count[p.title])
}
func (p *Poll) Close() {
	mu.Lock()
	defer mu.Unlock()
	delete(count, p.title)
}

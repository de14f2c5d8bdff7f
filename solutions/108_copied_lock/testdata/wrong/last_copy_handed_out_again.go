// want: wrong result in "results may be read at any time"
// "Nobody has voted since, so the last copy is still right." Two callers get
// the same map.
package poll

import (
	"maps"
	"sync"
)

type Poll struct {
	title string
	mu    sync.Mutex
	count map[string]int
	last  map[string]int
}

func New(title string) *Poll  { return &Poll{title: title, count: map[string]int{}} }
func (p *Poll) Title() string { return p.title }
func (p *Poll) Vote(choice string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count[choice]++
	p.last = nil
}
func (p *Poll) Total() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := 0
	for _, n := range p.count {
		t += n
	}
	return t
}
func (p *Poll) Result() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last == nil {
		p.last = maps.Clone(p.count)
	}
	return p.last
}
func (p *Poll) Close() {}

// The map that is there is never changed: a vote puts a copy with one more in its
// place, if nobody else has been faster.
package poll

import (
	"maps"
	"sync/atomic"
)

type Poll struct {
	title string
	count atomic.Pointer[map[string]int]
}

func New(title string) *Poll {
	p := &Poll{title: title}
	p.count.Store(&map[string]int{})
	return p
}

func (p *Poll) Title() string { return p.title }

func (p *Poll) Vote(choice string) {
	for {
		old := p.count.Load()
		next := maps.Clone(*old)
		next[choice]++
		if p.count.CompareAndSwap(old, &next) {
			return
		}
	}
}

func (p *Poll) Total() int {
	total := 0
	for _, n := range *p.count.Load() {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int { return maps.Clone(*p.count.Load()) }

func (p *Poll) Close() { p.count.Store(nil) }

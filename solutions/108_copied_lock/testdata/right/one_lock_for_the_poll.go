// The lock moves to where nothing is copied: into the poll, which everybody
// has by pointer.
package poll

import (
	"maps"
	"sync"
)

type titled[T any] struct {
	title string
	item  T
}

type Poll struct {
	mu    sync.RWMutex
	votes titled[map[string]int]
}

func New(title string) *Poll {
	return &Poll{votes: titled[map[string]int]{title, map[string]int{}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.votes.item[choice]++
}

func (p *Poll) Total() int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	total := 0
	for _, n := range p.votes.item {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return maps.Clone(p.votes.item)
}

func (p *Poll) Close() {}

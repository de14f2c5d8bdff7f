// want: data race in "results may be read at any time"
// "Only Vote, Total and Result touch the votes." Title looks at a copy of
// everything, and copying reads it.
package poll

import (
	"maps"
	"sync"
)

type votes struct {
	mu    sync.Mutex
	count map[string]int // guarded by mu
	total int            // guarded by mu
}

type titled[T any] struct {
	title string
	item  T
}

func (t *titled[T]) get() *T { return &t.item }

func (t titled[T]) heading() string { return t.title }

type Poll struct {
	votes titled[votes]
}

func New(title string) *Poll {
	return &Poll{titled[votes]{
		title: title,
		item:  votes{count: map[string]int{}},
	}}
}

func (p *Poll) Title() string { return p.votes.heading() }

func (p *Poll) Vote(choice string) {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.count[choice]++
	v.total++
}

func (p *Poll) Total() int {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.total
}

func (p *Poll) Result() map[string]int {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.count)
}

func (p *Poll) Close() {}

// want: wrong result in "results may be read at any time"
// "An atomic needs no lock, so Total need not go through the map." It is
// counted up in a copy.
package poll

import (
	"maps"
	"sync"
	"sync/atomic"
)

type votes struct {
	mu    *sync.Mutex // a pointer: all copies have the same lock
	count map[string]int
	total atomic.Int64
}

type titled[T any] struct {
	title string
	item  T
}

func (t titled[T]) get() T { return t.item }

func (t titled[T]) update(change func(item *T)) { change(&t.item) }

type Poll struct {
	votes titled[votes]
}

func New(title string) *Poll {
	return &Poll{titled[votes]{title: title, item: votes{mu: new(sync.Mutex), count: map[string]int{}}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	p.votes.update(func(v *votes) {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.count[choice]++
		v.total.Add(1)
	})
}

func (p *Poll) Total() int { return int(p.votes.item.total.Load()) }

func (p *Poll) Result() map[string]int {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.count)
}

func (p *Poll) Close() {}

// want: data race or concurrent map access in "every vote is counted"
// "Lock through a pointer, so that the lock itself is not copied." It has been
// copied before: with the receiver.
package poll

import (
	"maps"
	"sync"
)

type votes struct {
	mu    sync.Mutex
	count map[string]int
}

func (v votes) lock() *sync.Mutex {
	mu := &v.mu
	mu.Lock()
	return mu
}

type titled[T any] struct {
	title string
	item  T
}

func (t *titled[T]) get() *T { return &t.item }

type Poll struct {
	votes titled[votes]
}

func New(title string) *Poll {
	return &Poll{titled[votes]{title: title, item: votes{count: map[string]int{}}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	v := p.votes.get()
	defer v.lock().Unlock()
	v.count[choice]++
}

func (p *Poll) Total() int {
	v := p.votes.get()
	defer v.lock().Unlock()
	total := 0
	for _, n := range v.count {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int {
	v := p.votes.get()
	defer v.lock().Unlock()
	return maps.Clone(v.count)
}

func (p *Poll) Close() {}

// want: data race or concurrent map access in "results may be read at any time"
// "Only a method that changes something needs a pointer receiver."
package poll

import (
	"maps"
	"sync"
)

type votes struct {
	mu    sync.Mutex
	count map[string]int
}

type titled[T any] struct {
	title string
	item  T
}

func (t titled[T]) get() T { return t.item }

func (t *titled[T]) update(change func(item *T)) { change(&t.item) }

type Poll struct {
	votes titled[votes]
}

func New(title string) *Poll {
	return &Poll{titled[votes]{title: title, item: votes{count: map[string]int{}}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	p.votes.update(func(v *votes) {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.count[choice]++
	})
}

func (p *Poll) Total() int {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	total := 0
	for _, n := range v.count {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.count)
}

func (p *Poll) Close() {}

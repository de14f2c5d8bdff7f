// want: wrong result in "every vote is counted"
// "A sync.Map has its own lock, which is inside and not copied." Two first
// votes for one choice at the same time each store a new count.
package poll

import (
	"sync"
	"sync/atomic"
)

type votes struct {
	counts *sync.Map // choice → *atomic.Int64
}

type titled[T any] struct {
	title string
	item  T
}

func (t titled[T]) get() T { return t.item }

type Poll struct {
	votes titled[votes]
}

func New(title string) *Poll {
	return &Poll{titled[votes]{title: title, item: votes{counts: new(sync.Map)}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	counts := p.votes.get().counts
	n, ok := counts.Load(choice)
	if !ok {
		n = new(atomic.Int64)
		counts.Store(choice, n)
	}
	n.(*atomic.Int64).Add(1)
}

func (p *Poll) Total() int {
	total := 0
	for _, n := range p.Result() {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int {
	result := map[string]int{}
	for choice, n := range p.votes.get().counts.Range {
		result[choice.(string)] = int(n.(*atomic.Int64).Load())
	}
	return result
}

func (p *Poll) Close() {}

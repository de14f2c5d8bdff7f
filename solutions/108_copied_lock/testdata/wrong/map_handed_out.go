// want: data race or concurrent map access or wrong result in "results may be read at any time"
// "Result is locked, and a copy of the map is waste." The lock is given back
// before the caller has looked at it.
package poll

import "sync"

type votes struct {
	mu    sync.Mutex
	count map[string]int
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
	v.mu.Lock()
	defer v.mu.Unlock()
	v.count[choice]++
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
	return v.count
}

func (p *Poll) Close() {}

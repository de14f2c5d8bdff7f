// want: data race or concurrent map access in "every vote is counted"
// "Take the votes out, change them, put them back: then nothing is lost in a
// copy."
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
	v.count[choice]++
	v.mu.Unlock()
	p.votes.item = v
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

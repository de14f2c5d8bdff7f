// want: data race or concurrent map access in "every vote is counted"
// "Voters for different choices need not wait for each other." The two maps
// are changed by all of them.
package poll

import "sync"

type count struct {
	mu sync.Mutex
	n  int
}

type votes struct {
	counts map[string]*count
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
	return &Poll{titled[votes]{title: title, item: votes{counts: map[string]*count{}}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	v := p.votes.get()
	c := v.counts[choice]
	if c == nil {
		c = &count{}
		v.counts[choice] = c
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
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
	for choice, c := range p.votes.get().counts {
		c.mu.Lock()
		result[choice] = c.n
		c.mu.Unlock()
	}
	return result
}

func (p *Poll) Close() {}

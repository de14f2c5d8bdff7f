// The smallest fix: pointer receivers, and everybody goes through update.
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
	total := 0
	p.votes.update(func(v *votes) {
		v.mu.Lock()
		defer v.mu.Unlock()
		for _, n := range v.count {
			total += n
		}
	})
	return total
}

func (p *Poll) Result() (result map[string]int) {
	p.votes.update(func(v *votes) {
		v.mu.Lock()
		defer v.mu.Unlock()
		result = maps.Clone(v.count)
	})
	return result
}

func (p *Poll) Close() {}

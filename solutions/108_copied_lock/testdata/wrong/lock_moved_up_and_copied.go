// want: data race or concurrent map access in "every vote is counted"
// "The lock belongs to update and get, where the item is." Both still lock
// what they got: a copy.
package poll

import (
	"maps"
	"sync"
)

type votes map[string]int

type titled[T any] struct {
	mu    sync.Mutex
	title string
	item  T
}

func (t titled[T]) update(change func(item *T)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	change(&t.item)
}

type Poll struct {
	votes titled[votes]
}

func New(title string) *Poll {
	return &Poll{titled[votes]{title: title, item: votes{}}}
}

func (p *Poll) Title() string { return p.votes.title }

func (p *Poll) Vote(choice string) {
	p.votes.update(func(v *votes) { (*v)[choice]++ })
}

func (p *Poll) Total() int {
	total := 0
	p.votes.update(func(v *votes) {
		for _, n := range *v {
			total += n
		}
	})
	return total
}

func (p *Poll) Result() (result map[string]int) {
	p.votes.update(func(v *votes) { result = maps.Clone(*v) })
	return result
}

func (p *Poll) Close() {}

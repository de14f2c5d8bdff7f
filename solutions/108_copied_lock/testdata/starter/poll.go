// Package poll counts the votes of an audience.
package poll

import (
	"maps"
	"sync"
)

// votes are the votes for one question.
type votes struct {
	mu    sync.Mutex
	count map[string]int // guarded by mu
}

// titled is an item with the title that it is shown under.
type titled[T any] struct {
	title string
	item  T
}

// get returns the item.
func (t titled[T]) get() T { return t.item }

// update lets change work on the item.
func (t titled[T]) update(change func(item *T)) { change(&t.item) }

// Poll is a question to the audience. All methods may be called from any
// goroutine.
type Poll struct {
	votes titled[votes]
}

// New returns a poll with that title and no votes.
func New(title string) *Poll {
	return &Poll{titled[votes]{
		title: title,
		item:  votes{count: map[string]int{}},
	}}
}

// Title returns the title that the poll was made with.
func (p *Poll) Title() string { return p.votes.title }

// Vote counts one vote for choice, which may be any text.
func (p *Poll) Vote(choice string) {
	p.votes.update(func(v *votes) {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.count[choice]++
	})
}

// Total returns the number of votes so far, those of every Vote that has
// returned included.
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

// Result returns the number of votes for each choice that has any, those of
// every Vote that has returned included. The map is the caller's own.
func (p *Poll) Result() map[string]int {
	v := p.votes.get()
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.count)
}

// Close ends whatever the poll has running. Nothing is called after it.
func (p *Poll) Close() {}

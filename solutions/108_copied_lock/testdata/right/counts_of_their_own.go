// An atomic count for each choice, in a sync.Map: LoadOrStore decides in one
// step which count is the choice's. The total is a count of its own.
package poll

import (
	"sync"
	"sync/atomic"
)

type Poll struct {
	title  string
	counts sync.Map // choice → *atomic.Int64
	total  atomic.Int64
}

func New(title string) *Poll { return &Poll{title: title} }

func (p *Poll) Title() string { return p.title }

func (p *Poll) Vote(choice string) {
	n, ok := p.counts.Load(choice)
	if !ok {
		n, _ = p.counts.LoadOrStore(choice, new(atomic.Int64))
	}
	n.(*atomic.Int64).Add(1)
	p.total.Add(1)
}

func (p *Poll) Total() int { return int(p.total.Load()) }

func (p *Poll) Result() map[string]int {
	result := map[string]int{}
	for choice, n := range p.counts.Range {
		if votes := n.(*atomic.Int64).Load(); votes > 0 {
			result[choice.(string)] = int(votes)
		}
	}
	return result
}

func (p *Poll) Close() {}

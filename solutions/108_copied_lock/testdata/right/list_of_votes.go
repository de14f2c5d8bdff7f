// Nothing is counted until somebody asks: votes are written down in one of eight
// lists, whichever.
package poll

import (
	"sync"
	"sync/atomic"
)

type shard struct {
	mu    sync.Mutex
	votes []string
}

type Poll struct {
	title  string
	next   atomic.Uint64
	shards [8]shard
}

func New(title string) *Poll { return &Poll{title: title} }

func (p *Poll) Title() string { return p.title }

func (p *Poll) Vote(choice string) {
	s := &p.shards[p.next.Add(1)%8]
	s.mu.Lock()
	s.votes = append(s.votes, choice)
	s.mu.Unlock()
}

func (p *Poll) Total() int {
	n := 0
	for i := range p.shards {
		p.shards[i].mu.Lock()
		n += len(p.shards[i].votes)
		p.shards[i].mu.Unlock()
	}
	return n
}

func (p *Poll) Result() map[string]int {
	r := map[string]int{}
	for i := range p.shards {
		s := &p.shards[i]
		s.mu.Lock()
		for _, v := range s.votes {
			r[v]++
		}
		s.mu.Unlock()
	}
	return r
}

func (p *Poll) Close() {
	for i := range p.shards {
		p.shards[i].votes = nil
	}
}

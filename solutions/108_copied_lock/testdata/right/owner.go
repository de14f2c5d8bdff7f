// A goroutine that owns the votes. Votes and questions come through one
// channel, so that none overtakes another.
package poll

import "maps"

type request struct {
	choice string
	result chan<- map[string]int // nil for a vote
}

type Poll struct {
	title    string
	requests chan request
	done     chan struct{}
}

func New(title string) *Poll {
	p := &Poll{title: title, requests: make(chan request, 16), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *Poll) run() {
	defer close(p.done)
	count := map[string]int{}
	for r := range p.requests {
		if r.result != nil {
			r.result <- maps.Clone(count)
			continue
		}
		count[r.choice]++
	}
}

func (p *Poll) Title() string { return p.title }

func (p *Poll) Vote(choice string) { p.requests <- request{choice: choice} }

func (p *Poll) Total() int {
	total := 0
	for _, n := range p.Result() {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int {
	result := make(chan map[string]int, 1)
	p.requests <- request{result: result}
	return <-result
}

func (p *Poll) Close() {
	close(p.requests)
	<-p.done
}

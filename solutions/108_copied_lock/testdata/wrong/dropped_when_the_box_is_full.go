// want: wrong result in "every vote is counted"
// "Vote must not wait, and a thousand places are enough." When they are taken,
// votes are thrown away.
package poll

import (
	"maps"
	"sync"
)

type Poll struct {
	title string
	box   chan string
	ask   chan chan map[string]int
	quit  chan struct{}
	wg    sync.WaitGroup
}

func New(title string) *Poll {
	p := &Poll{title: title, box: make(chan string, 1000), ask: make(chan chan map[string]int), quit: make(chan struct{})}
	p.wg.Go(p.run)
	return p
}

func (p *Poll) run() {
	count := map[string]int{}
	for {
		select {
		case c := <-p.box:
			count[c]++
		case answer := <-p.ask:
			for range len(p.box) {
				count[<-p.box]++
			}
			answer <- maps.Clone(count)
		case <-p.quit:
			return
		}
	}
}

func (p *Poll) Title() string { return p.title }

func (p *Poll) Vote(choice string) {
	select {
	case p.box <- choice:
	default:
	}
}

func (p *Poll) Result() map[string]int {
	answer := make(chan map[string]int)
	p.ask <- answer
	return <-answer
}

func (p *Poll) Total() int {
	total := 0
	for _, n := range p.Result() {
		total += n
	}
	return total
}

func (p *Poll) Close() { close(p.quit); p.wg.Wait() }

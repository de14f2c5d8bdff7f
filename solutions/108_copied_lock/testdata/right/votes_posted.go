// Votes are posted and not counted yet when Vote returns; whoever asks gets what
// has been posted before.
package poll

import (
	"maps"
	"sync"
)

type Poll struct {
	title string
	post  chan string
	ask   chan chan map[string]int
	wg    sync.WaitGroup
	quit  chan struct{}
}

func New(title string) *Poll {
	p := &Poll{title: title, post: make(chan string, 100), ask: make(chan chan map[string]int), quit: make(chan struct{})}
	p.wg.Go(p.run)
	return p
}

func (p *Poll) run() {
	count := map[string]int{}
	for {
		select {
		case c := <-p.post:
			count[c]++
		case answer := <-p.ask:
			for range len(p.post) {
				count[<-p.post]++
			}
			answer <- maps.Clone(count)
		case <-p.quit:
			return
		}
	}
}

func (p *Poll) Title() string      { return p.title }
func (p *Poll) Vote(choice string) { p.post <- choice }
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

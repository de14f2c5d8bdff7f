// want: leak in "no goroutine is left behind"
// "The garbage collector takes the goroutine once nobody has the poll."
package poll

import "maps"

type Poll struct {
	title string
	do    chan func(count map[string]int)
}

func New(title string) *Poll {
	p := &Poll{title: title, do: make(chan func(map[string]int))}
	go func() {
		count := map[string]int{}
		for f := range p.do {
			f(count)
		}
	}()
	return p
}

func (p *Poll) Title() string { return p.title }

func (p *Poll) Vote(choice string) {
	p.do <- func(count map[string]int) { count[choice]++ }
}

func (p *Poll) Total() int {
	total := 0
	for _, n := range p.Result() {
		total += n
	}
	return total
}

func (p *Poll) Result() map[string]int {
	result := make(chan map[string]int)
	p.do <- func(count map[string]int) { result <- maps.Clone(count) }
	return <-result
}

func (p *Poll) Close() {}

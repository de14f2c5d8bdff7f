// want: stuck in "Wait waits for every photo"
// "The goroutine gets the group as an argument." It gets a copy, and Done on
// a copy tells nobody.
package thumbs

import "sync"

type Maker struct {
	render  func(photo string)
	renders sync.WaitGroup
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	m.renders.Add(1)
	go m.run(photo, m.renders)
}

func (m *Maker) run(photo string, renders sync.WaitGroup) {
	defer renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

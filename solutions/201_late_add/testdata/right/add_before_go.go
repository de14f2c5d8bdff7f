// The classic form: Add before the go statement, Done in the goroutine.
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
	go m.run(photo)
}

func (m *Maker) run(photo string) {
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

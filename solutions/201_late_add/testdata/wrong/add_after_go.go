// want: misuse or wrong result or data race
// "Add is in Start now, before Wait." A quick goroutine is Done before that.
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
	go m.run(photo)
	m.renders.Add(1)
}

func (m *Maker) run(photo string) {
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

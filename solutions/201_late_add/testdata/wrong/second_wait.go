// want: wrong result or data race in "Wait waits for every photo"
// "If one Wait came too early, another one catches the rest."
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
}

func (m *Maker) run(photo string) {
	m.renders.Add(1)
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() {
	m.renders.Wait()
	m.renders.Wait()
}

func (m *Maker) Close() {}

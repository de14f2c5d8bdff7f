// Add stays in the goroutine, and Start returns only when it has happened.
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
	added := make(chan struct{})
	go m.run(photo, added)
	<-added
}

func (m *Maker) run(photo string, added chan<- struct{}) {
	m.renders.Add(1)
	close(added)
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

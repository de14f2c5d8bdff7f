// want: wrong result in "Wait waits for every photo"
// "A photo that was started already need not be rendered again."
package thumbs

import "sync"

type Maker struct {
	render  func(photo string)
	renders sync.WaitGroup
	known   sync.Map
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	if _, old := m.known.LoadOrStore(photo, true); old {
		return
	}
	m.renders.Go(func() { m.render(photo) })
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

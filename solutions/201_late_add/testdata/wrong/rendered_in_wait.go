// want: wrong result in "photos are rendered at the same time"
// "Start only takes a note; Wait starts them all and knows how many there
// are." Nothing happens before it.
package thumbs

import "sync"

type Maker struct {
	render func(photo string)

	mu    sync.Mutex
	notes []string
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.notes = append(m.notes, photo)
}

func (m *Maker) Wait() {
	for {
		m.mu.Lock()
		photos := m.notes
		m.notes = nil
		m.mu.Unlock()
		if len(photos) == 0 {
			return
		}
		var renders sync.WaitGroup
		for _, photo := range photos {
			renders.Go(func() { m.render(photo) })
		}
		renders.Wait()
	}
}

func (m *Maker) Close() {}

// want: wrong result in "photos are rendered at the same time"
// "A group must not grow while somebody waits for it." So photos that come
// meanwhile are kept for the next one.
package thumbs

import "sync"

type Maker struct {
	render  func(photo string)
	renders sync.WaitGroup

	mu      sync.Mutex
	waiting bool     // guarded by mu
	later   []string // guarded by mu
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.waiting {
		m.later = append(m.later, photo)
		return
	}
	m.renders.Go(func() { m.render(photo) })
}

func (m *Maker) Wait() {
	for {
		m.set(true)
		m.renders.Wait()
		m.mu.Lock()
		later := m.later
		m.later, m.waiting = nil, false
		m.mu.Unlock()
		if len(later) == 0 {
			return
		}
		for _, photo := range later {
			m.Start(photo)
		}
	}
}

func (m *Maker) set(waiting bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.waiting = waiting
}

func (m *Maker) Close() {}

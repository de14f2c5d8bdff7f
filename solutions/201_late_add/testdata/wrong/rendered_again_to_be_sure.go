// want: wrong result in "Wait waits for every photo"
// "Whatever is missing when Wait comes is rendered there." What was not
// missing but under way is rendered twice.
package thumbs

import "sync"

type Maker struct {
	render func(photo string)

	mu      sync.Mutex
	missing []string
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.missing = append(m.missing, photo)
	go m.run(photo)
}

func (m *Maker) run(photo string) {
	m.render(photo)
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, p := range m.missing {
		if p == photo {
			m.missing = append(m.missing[:i], m.missing[i+1:]...)
			return
		}
	}
}

func (m *Maker) Wait() {
	for {
		m.mu.Lock()
		if len(m.missing) == 0 {
			m.mu.Unlock()
			return
		}
		photo := m.missing[0]
		m.mu.Unlock()
		m.run(photo)
	}
}

func (m *Maker) Close() {}

// want: wrong result in "Wait waits for every photo"
// "Wait goes through the list of all that were started." The list grows while
// it does.
package thumbs

import "sync"

type Maker struct {
	render func(photo string)

	mu   sync.Mutex
	done []chan struct{}
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	done := make(chan struct{})
	m.mu.Lock()
	m.done = append(m.done, done)
	m.mu.Unlock()
	go func() {
		defer close(done)
		m.render(photo)
	}()
}

func (m *Maker) Wait() {
	m.mu.Lock()
	done := m.done
	m.done = nil
	m.mu.Unlock()
	for _, d := range done {
		<-d
	}
}

func (m *Maker) Close() {}

// A channel for each photo, in a list that Wait empties until nothing has come
// after.
package thumbs

import "sync"

type Maker struct {
	render func(photo string)

	mu   sync.Mutex
	done []<-chan struct{}
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
	for done := m.next(); done != nil; done = m.next() {
		<-done
	}
}

func (m *Maker) next() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.done) == 0 {
		return nil
	}
	done := m.done[0]
	m.done = m.done[1:]
	return done
}

func (m *Maker) Close() {}

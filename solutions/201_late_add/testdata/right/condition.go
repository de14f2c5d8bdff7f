// A count under a mutex, and a condition for the moment it comes to zero.
package thumbs

import "sync"

type Maker struct {
	render func(photo string)

	mu      sync.Mutex
	zero    *sync.Cond
	renders int
}

func New(render func(photo string)) *Maker {
	m := &Maker{render: render}
	m.zero = sync.NewCond(&m.mu)
	return m
}

func (m *Maker) Start(photo string) {
	m.count(+1)
	go func() {
		defer m.count(-1)
		m.render(photo)
	}()
}

func (m *Maker) count(d int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.renders += d
	if m.renders == 0 {
		m.zero.Broadcast()
	}
}

func (m *Maker) Wait() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.renders > 0 {
		m.zero.Wait()
	}
}

func (m *Maker) Close() {}

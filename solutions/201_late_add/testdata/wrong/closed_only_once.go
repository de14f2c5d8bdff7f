// want: wrong result in "Wait waits for every photo"
// "And with a sync.Once it is closed once." From then on Wait never waits.
package thumbs

import (
	"sync"
	"sync/atomic"
)

type Maker struct {
	render  func(photo string)
	renders atomic.Int64
	once    sync.Once
	zero    chan struct{}
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render, zero: make(chan struct{})}
}

func (m *Maker) Start(photo string) {
	m.renders.Add(1)
	go func() {
		m.render(photo)
		if m.renders.Add(-1) == 0 {
			m.once.Do(func() { close(m.zero) })
		}
	}()
}

func (m *Maker) Wait() {
	if m.renders.Load() > 0 {
		<-m.zero
	}
}

func (m *Maker) Close() {}

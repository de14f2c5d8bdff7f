// want: stuck in "Wait waits for every photo"
// "Once photos were started, one of them will be the last, and say so." It says
// so once, and the next Wait has nothing to wait for.
package thumbs

import "sync/atomic"

type Maker struct {
	render  func(photo string)
	started atomic.Bool
	renders atomic.Int64
	last    chan struct{}
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render, last: make(chan struct{}, 1)}
}

func (m *Maker) Start(photo string) {
	m.started.Store(true)
	m.renders.Add(1)
	go func() {
		m.render(photo)
		if m.renders.Add(-1) == 0 {
			select {
			case m.last <- struct{}{}:
			default:
			}
		}
	}()
}

func (m *Maker) Wait() {
	if !m.started.Load() {
		return
	}
	<-m.last
	for m.renders.Load() > 0 {
		<-m.last
	}
}

func (m *Maker) Close() {}

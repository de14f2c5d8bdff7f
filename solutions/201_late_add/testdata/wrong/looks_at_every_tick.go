// want: busy wait in "Wait waits for every photo"
// "That is not a sleep: Wait receives from a channel like everybody else."
package thumbs

import (
	"sync/atomic"
	"time"
)

type Maker struct {
	render  func(photo string)
	renders atomic.Int64
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	m.renders.Add(1)
	go func() {
		defer m.renders.Add(-1)
		m.render(photo)
	}()
}

func (m *Maker) Wait() {
	ticks := time.NewTicker(10 * time.Millisecond)
	defer ticks.Stop()
	for m.renders.Load() > 0 {
		<-ticks.C
	}
}

func (m *Maker) Close() {}

// want: data race or wrong result in "Wait waits for every photo"
// "After a millisecond the goroutine has certainly begun." On most days: a
// pause orders nothing, and the race detector says so.
package thumbs

import (
	"sync"
	"time"
)

type Maker struct {
	render  func(photo string)
	renders sync.WaitGroup
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	go m.run(photo)
	time.Sleep(time.Millisecond)
}

func (m *Maker) run(photo string) {
	m.renders.Add(1)
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

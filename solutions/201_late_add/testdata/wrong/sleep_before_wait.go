// want: wrong result or data race in "Wait waits for every photo"
// "Give the goroutines a moment to add themselves." Photos that a photo
// starts come after that moment.
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
}

func (m *Maker) run(photo string) {
	m.renders.Add(1)
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() {
	time.Sleep(20 * time.Millisecond)
	m.renders.Wait()
}

func (m *Maker) Close() {}

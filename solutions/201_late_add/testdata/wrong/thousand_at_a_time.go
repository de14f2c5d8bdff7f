// want: wrong result in "photos are rendered at the same time"
// "Nobody renders more than a thousand photos at once." The importer does.
package thumbs

import "sync"

type Maker struct {
	render  func(photo string)
	slots   chan struct{}
	renders sync.WaitGroup
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render, slots: make(chan struct{}, 1000)}
}

func (m *Maker) Start(photo string) {
	m.renders.Go(func() {
		m.slots <- struct{}{}
		defer func() { <-m.slots }()
		m.render(photo)
	})
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

// want: misuse in "Wait waits for every photo"
// "The group must not be at zero when Wait comes, so one Add in New." Done is
// called for each photo.
package thumbs

import "sync"

type Maker struct {
	render  func(photo string)
	renders sync.WaitGroup
}

func New(render func(photo string)) *Maker {
	m := &Maker{render: render}
	m.renders.Add(1)
	return m
}

func (m *Maker) Start(photo string) {
	go m.run(photo)
}

func (m *Maker) run(photo string) {
	defer m.renders.Done()
	m.render(photo)
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() {}

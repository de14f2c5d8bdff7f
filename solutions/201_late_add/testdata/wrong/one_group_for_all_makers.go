// want: wrong result in "Wait waits for every photo"
// "A WaitGroup must not be copied, so it is a package variable." Who waits for
// one album waits for all.
package thumbs

import "sync"

var renders sync.WaitGroup

type Maker struct {
	render func(photo string)
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) {
	renders.Go(func() { m.render(photo) })
}

func (m *Maker) Wait() { renders.Wait() }

func (m *Maker) Close() {}

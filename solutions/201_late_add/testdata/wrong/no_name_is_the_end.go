// want: wrong result or stuck in "Wait waits for every photo"
// "Nothing comes from the channel: then it is closed." Or a photo has no name.
package thumbs

import "sync"

type Maker struct {
	render  func(photo string)
	photos  chan string
	renders sync.WaitGroup
}

func New(render func(photo string)) *Maker {
	m := &Maker{render: render, photos: make(chan string)}
	go m.run()
	return m
}

func (m *Maker) run() {
	for {
		photo := <-m.photos
		if photo == "" {
			return
		}
		go func() {
			defer m.renders.Done()
			m.render(photo)
		}()
	}
}

func (m *Maker) Start(photo string) {
	m.renders.Add(1)
	m.photos <- photo
}

func (m *Maker) Wait() { m.renders.Wait() }

func (m *Maker) Close() { close(m.photos) }

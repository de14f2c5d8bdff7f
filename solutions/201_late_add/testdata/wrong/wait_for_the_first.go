// want: wrong result in "Wait waits for every photo"
// "The goroutine says on a channel that it is done, and Wait hears it."
package thumbs

type Maker struct {
	render func(photo string)
	done   chan struct{}
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render, done: make(chan struct{}, 1000)}
}

func (m *Maker) Start(photo string) {
	go func() {
		m.render(photo)
		m.done <- struct{}{}
	}()
}

func (m *Maker) Wait() { <-m.done }

func (m *Maker) Close() {}

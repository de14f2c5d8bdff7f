// want: data race in "Wait waits for every photo"
// "Wait receives as often as Start was called." Start is called by render,
// too, and nothing guards the count.
package thumbs

type Maker struct {
	render  func(photo string)
	started int
	done    chan struct{}
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render, done: make(chan struct{}, 1000)}
}

func (m *Maker) Start(photo string) {
	m.started++
	go func() {
		m.render(photo)
		m.done <- struct{}{}
	}()
}

func (m *Maker) Wait() {
	for ; m.started > 0; m.started-- {
		<-m.done
	}
}

func (m *Maker) Close() {}

// A goroutine keeps the count; Start, the end of a render and Wait are
// messages to it.
package thumbs

type Maker struct {
	render func(photo string)
	begin  chan struct{}
	end    chan struct{}
	idle   chan struct{}
	stop   chan struct{}
}

func New(render func(photo string)) *Maker {
	m := &Maker{
		render: render,
		begin:  make(chan struct{}),
		end:    make(chan struct{}),
		idle:   make(chan struct{}),
		stop:   make(chan struct{}),
	}
	go m.books()
	return m
}

func (m *Maker) books() {
	renders := 0
	for {
		var idle chan struct{} // nil, which nobody can send on, while there is work
		if renders == 0 {
			idle = m.idle
		}
		select {
		case <-m.begin:
			renders++
		case <-m.end:
			renders--
		case idle <- struct{}{}:
		case <-m.stop:
			return
		}
	}
}

func (m *Maker) Start(photo string) {
	m.begin <- struct{}{}
	go func() {
		defer func() { m.end <- struct{}{} }()
		m.render(photo)
	}()
}

func (m *Maker) Wait() { <-m.idle }

func (m *Maker) Close() { close(m.stop) }

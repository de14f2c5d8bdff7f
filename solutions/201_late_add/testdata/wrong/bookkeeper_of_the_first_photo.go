// want: stuck in "Wait waits for every photo"
// "The bookkeeper comes with the first photo." Without one, Wait asks nobody.
package thumbs

import "sync"

type Maker struct {
	render func(photo string)
	once   sync.Once
	begin  chan struct{}
	end    chan struct{}
	idle   chan struct{}
	stop   chan struct{}
}

func New(render func(photo string)) *Maker {
	return &Maker{
		render: render,
		begin:  make(chan struct{}),
		end:    make(chan struct{}),
		idle:   make(chan struct{}),
		stop:   make(chan struct{}),
	}
}

func (m *Maker) books() {
	renders := 0
	for {
		var idle chan struct{}
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
	m.once.Do(func() { go m.books() })
	m.begin <- struct{}{}
	go func() {
		defer func() { m.end <- struct{}{} }()
		m.render(photo)
	}()
}

func (m *Maker) Wait() { <-m.idle }

func (m *Maker) Close() { close(m.stop) }

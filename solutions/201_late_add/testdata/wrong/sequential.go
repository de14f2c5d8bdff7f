// want: wrong result in "photos are rendered at the same time"
// "Without goroutines nothing can be late."
package thumbs

type Maker struct {
	render func(photo string)
}

func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

func (m *Maker) Start(photo string) { m.render(photo) }

func (m *Maker) Wait() {}

func (m *Maker) Close() {}

// Package thumbs makes the thumbnails of a photo album.
package thumbs

import "sync"

// Maker makes thumbnails in the background, each photo on a goroutine of its
// own:
//
//	m := thumbs.New(render)
//	for _, photo := range album {
//		m.Start(photo)
//	}
//	m.Wait()
//	publish(album)
//	m.Close()
//
// Start, Wait and Close are called one after the other, by whoever has the
// album. Only render may call Start at any time.
type Maker struct {
	render  func(photo string)
	renders sync.WaitGroup
}

// New returns a maker that makes each thumbnail with render. All photos are
// rendered at the same time. render may call Start for more of them: the parts
// of a panorama have thumbnails of their own.
func New(render func(photo string)) *Maker {
	return &Maker{render: render}
}

// Start has a photo rendered and returns without waiting for it. Each call
// renders once, also when a photo of the same name was started before.
func (m *Maker) Start(photo string) {
	m.renders.Go(func() { m.render(photo) })
}

// Wait returns when every photo that was started has been rendered, those that
// render started included; without any, at once. It does not poll. Afterwards
// the next photos may be started and waited for.
func (m *Maker) Wait() {
	m.renders.Wait()
}

// Close ends whatever the maker has running. Nothing is called after it, and
// Wait has returned before.
func (m *Maker) Close() {}

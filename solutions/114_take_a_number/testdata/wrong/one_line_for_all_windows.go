// want: wrong result in "one customer at a time, each once"
// "There is one window." Whoever opens a second one finds it taken.
package boxoffice

var window = make(chan struct{}, 1)

type Window struct {
	line chan struct{}
}

func New() *Window { return &Window{line: make(chan struct{}, 1<<16)} }

func (w *Window) Serve(sell func()) {
	w.line <- struct{}{}
	window <- struct{}{}
	<-w.line
	sell()
	<-window
}

func (w *Window) Waiting() int { return len(w.line) }

func (w *Window) Close() {}

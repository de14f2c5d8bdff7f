// want: wrong result in "Waiting tells the length of the line"
// "len of the channel is the length of the line." Who finds it full stands outside
// and is not counted.
package boxoffice

type Window struct {
	line  chan chan struct{}
	stop  chan struct{}
	ended chan struct{}
}

func New() *Window {
	w := &Window{line: make(chan chan struct{}, 256), stop: make(chan struct{}), ended: make(chan struct{})}
	go w.run()
	return w
}

func (w *Window) run() {
	defer close(w.ended)
	for {
		select {
		case turn := <-w.line:
			turn <- struct{}{}
			<-turn
		case <-w.stop:
			return
		}
	}
}

func (w *Window) Serve(sell func()) {
	turn := make(chan struct{})
	w.line <- turn
	<-turn
	defer close(turn)
	sell()
}

func (w *Window) Waiting() int { return len(w.line) }

func (w *Window) Close() {
	close(w.stop)
	<-w.ended
}

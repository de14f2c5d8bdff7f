// want: wrong result in "customers are served in order of arrival"
// "Who came first is the one with the earliest time." Those of one millisecond have
// the same, and a heap does not keep them in order.
package boxoffice

import (
	"container/heap"
	"sync"
	"time"
)

type customer struct {
	at   int64
	turn chan struct{}
}

type line []customer

func (l line) Len() int           { return len(l) }
func (l line) Less(i, j int) bool { return l[i].at < l[j].at }
func (l line) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *line) Push(x any)        { *l = append(*l, x.(customer)) }
func (l *line) Pop() any {
	old := *l
	x := old[len(old)-1]
	*l = old[:len(old)-1]
	return x
}

type Window struct {
	mu   sync.Mutex
	busy bool
	line line
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	if w.busy {
		c := customer{time.Now().UnixMilli(), make(chan struct{})}
		heap.Push(&w.line, c)
		w.mu.Unlock()
		<-c.turn
	} else {
		w.busy = true
		w.mu.Unlock()
	}
	sell()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.line) == 0 {
		w.busy = false
		return
	}
	close(heap.Pop(&w.line).(customer).turn)
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

func (w *Window) Close() {}

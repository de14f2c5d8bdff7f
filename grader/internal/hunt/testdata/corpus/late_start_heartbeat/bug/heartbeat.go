// bug: Start looks at the closed flag before it takes the lock, so a Close in between ends nothing and the heartbeat begins after it ; kind: leak or stuck or data race

// Package heartbeat tells a coordinator that this node is alive.
package heartbeat

import (
	"sync"
	"sync/atomic"
	"time"
)

// Node sends heartbeats between Start and Close.
type Node struct {
	beat   func()
	closed atomic.Bool
	mu     sync.Mutex
	stop   chan struct{}
	wg     sync.WaitGroup
}

// New returns a silent node.
func New(beat func()) *Node { return &Node{beat: beat} }

// Start begins to send heartbeats, unless the node is closed or has started.
func (n *Node) Start(every time.Duration) {
	if n.closed.Load() {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.stop != nil {
		return
	}
	stop := make(chan struct{})
	n.stop = stop
	n.wg.Go(func() { n.run(every, stop) })
}

func (n *Node) run(every time.Duration, stop <-chan struct{}) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			n.beat()
		case <-stop:
			return
		}
	}
}

// Close ends the heartbeats for good; once only.
func (n *Node) Close() {
	n.closed.Store(true)
	n.mu.Lock()
	if n.stop != nil {
		close(n.stop)
	}
	n.mu.Unlock()
	n.wg.Wait()
}

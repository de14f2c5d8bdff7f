// fixed: Start looks at the flag under the lock under which Close sets it

// Package heartbeat tells a coordinator that this node is alive.
package heartbeat

import (
	"sync"
	"time"
)

// Node sends heartbeats between Start and Close.
type Node struct {
	beat   func()
	mu     sync.Mutex
	closed bool
	stop   chan struct{}
	wg     sync.WaitGroup
}

// New returns a silent node.
func New(beat func()) *Node { return &Node{beat: beat} }

// Start begins to send heartbeats, unless the node is closed or has started.
func (n *Node) Start(every time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.closed || n.stop != nil {
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
	n.mu.Lock()
	n.closed = true
	if n.stop != nil {
		close(n.stop)
	}
	n.mu.Unlock()
	n.wg.Wait()
}

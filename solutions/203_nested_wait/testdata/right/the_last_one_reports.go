// Nobody waits but Scan: the last of a folder's folders to be done finishes the
// folder, and goes on upwards.
package usage

import (
	"sync"
	"sync/atomic"
)

type Folder struct {
	Bytes   int64
	Folders []string
}

type node struct {
	path   string
	parent *node
	open   atomic.Int64 // folders in it that are not done
	total  atomic.Int64
}

type scan struct {
	read func(path string) Folder
	done chan struct{}

	mu     sync.Mutex
	totals map[string]int64
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, done: make(chan struct{}), totals: map[string]int64{}}
	go s.visit(&node{path: root})
	<-s.done
	return s.totals
}

func (s *scan) visit(n *node) {
	f := s.read(n.path)
	n.total.Add(f.Bytes)
	if len(f.Folders) == 0 {
		s.finish(n)
		return
	}
	n.open.Store(int64(len(f.Folders)))
	for _, sub := range f.Folders {
		go s.visit(&node{path: sub, parent: n})
	}
}

// finish is called when all below n is done.
func (s *scan) finish(n *node) {
	for {
		s.mu.Lock()
		s.totals[n.path] = n.total.Load()
		s.mu.Unlock()
		if n.parent == nil {
			close(s.done)
			return
		}
		n.parent.total.Add(n.total.Load())
		if n.parent.open.Add(-1) > 0 {
			return
		}
		n = n.parent
	}
}

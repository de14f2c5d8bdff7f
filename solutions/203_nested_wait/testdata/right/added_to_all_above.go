// One group for all, in which nobody waits but Scan. Each folder adds its bytes to those above
// it, one by one.
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
	total  atomic.Int64
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	var (
		running sync.WaitGroup
		mu      sync.Mutex
		nodes   []*node
	)
	var visit func(n *node)
	visit = func(n *node) {
		f := read(n.path)
		mu.Lock()
		nodes = append(nodes, n)
		mu.Unlock()
		for above := n; above != nil; above = above.parent {
			above.total.Add(f.Bytes)
		}
		for _, sub := range f.Folders {
			running.Go(func() { visit(&node{path: sub, parent: n}) })
		}
	}
	running.Go(func() { visit(&node{path: root}) })
	running.Wait()
	totals := map[string]int64{}
	for _, n := range nodes {
		totals[n.path] = n.total.Load()
	}
	return totals
}

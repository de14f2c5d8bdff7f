// A total is a promise that is asked for twice.
package usage

import (
	"sync"
)

type Folder struct {
	Bytes   int64
	Folders []string
}

type node struct {
	path  string
	below []*node
	total func() int64
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	n := start(root, read)
	n.total()
	totals := map[string]int64{}
	n.each(func(n *node) { totals[n.path] = n.total() })
	return totals
}

func start(path string, read func(path string) Folder) *node {
	n := &node{path: path}
	done := make(chan int64, 1)
	go func() {
		f := read(path)
		for _, sub := range f.Folders {
			n.below = append(n.below, start(sub, read))
		}
		total := f.Bytes
		for _, b := range n.below {
			total += b.total()
		}
		done <- total
	}()
	n.total = sync.OnceValue(func() int64 { return <-done })
	return n
}

func (n *node) each(f func(*node)) {
	f(n)
	for _, b := range n.below {
		b.each(f)
	}
}

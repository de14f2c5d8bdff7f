// want: data race or wrong result in "Scan returns, with the total of every folder"
// "In a steady order, so that it can be debugged." The order is that of somebody
// else's slice, which another scan reads.
package usage

import (
	"slices"
	"sync"
)

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	var mu sync.Mutex
	totals := map[string]int64{}
	var folder func(path string) int64
	folder = func(path string) int64 {
		f := read(path)
		slices.Sort(f.Folders) // a steady order
		parts := make([]int64, len(f.Folders))
		var running sync.WaitGroup
		for i, sub := range f.Folders {
			running.Go(func() { parts[i] = folder(sub) })
		}
		running.Wait()
		total := f.Bytes
		for _, part := range parts {
			total += part
		}
		mu.Lock()
		defer mu.Unlock()
		totals[path] = total
		return total
	}
	folder(root)
	return totals
}

// want: wrong result in "the folders in a folder are read at the same time"
// "Nobody has more than two hundred albums." Whoever has waits twice.
package usage

import (
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
		total := f.Bytes
		for len(f.Folders) > 0 {
			n := min(200, len(f.Folders))
			var running sync.WaitGroup
			parts := make([]int64, n)
			for i, sub := range f.Folders[:n] {
				running.Go(func() { parts[i] = folder(sub) })
			}
			running.Wait()
			for _, part := range parts {
				total += part
			}
			f.Folders = f.Folders[n:]
		}
		mu.Lock()
		defer mu.Unlock()
		totals[path] = total
		return total
	}
	folder(root)
	return totals
}

// want: wrong result or data race or concurrent map access in "Scan returns, with the total of every folder"
// "Totals are kept from one call to the next; so a scan can be shown while it
// runs." Everybody gets the same map.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

var (
	mu     sync.Mutex
	totals = map[string]int64{}
)

func Scan(root string, read func(path string) Folder) map[string]int64 {
	folder(root, read)
	return totals
}

func folder(path string, read func(path string) Folder) int64 {
	f := read(path)
	below := make([]int64, len(f.Folders))
	var group sync.WaitGroup
	for i, sub := range f.Folders {
		group.Go(func() { below[i] = folder(sub, read) })
	}
	group.Wait()
	total := f.Bytes
	for _, t := range below {
		total += t
	}
	mu.Lock()
	defer mu.Unlock()
	totals[path] = total
	return total
}

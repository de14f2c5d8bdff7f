// want: wrong result in "Scan returns, with the total of every folder"
// "Read all of it first, and add up when everything has been read." By reading
// it once more.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	var running sync.WaitGroup
	var visit func(path string)
	visit = func(path string) {
		for _, sub := range read(path).Folders {
			running.Go(func() { visit(sub) })
		}
	}
	visit(root)
	running.Wait()

	totals := map[string]int64{}
	var add func(path string) int64
	add = func(path string) int64 {
		f := read(path)
		total := f.Bytes
		for _, sub := range f.Folders {
			total += add(sub)
		}
		totals[path] = total
		return total
	}
	add(root)
	return totals
}

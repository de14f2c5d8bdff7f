// Each folder gets a channel from the one that it is in, and sends its total
// on it; the map is made from what comes up, so it needs no lock.
package usage

import "maps"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	totals, _ := folder(root, read)
	return totals
}

// folder returns the totals of a folder and of all below it, and its own.
func folder(path string, read func(path string) Folder) (totals map[string]int64, total int64) {
	type result struct {
		totals map[string]int64
		total  int64
	}
	f := read(path)
	results := make(chan result)
	for _, sub := range f.Folders {
		go func() {
			totals, total := folder(sub, read)
			results <- result{totals, total}
		}()
	}
	totals, total = map[string]int64{}, f.Bytes
	for range f.Folders {
		r := <-results
		maps.Copy(totals, r.totals)
		total += r.total
	}
	totals[path] = total
	return totals, total
}

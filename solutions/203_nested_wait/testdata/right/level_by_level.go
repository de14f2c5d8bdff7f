// No recursion: all folders of one level at the same time, then those of the
// next; in the end the totals are added up from the lowest level to the top.
package usage

import (
	"slices"
	"sync"
)

type Folder struct {
	Bytes   int64
	Folders []string
}

type entry struct {
	path   string
	parent int // index in all; -1 for the root
	folder Folder
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	all := []entry{{path: root, parent: -1}}
	for begin := 0; begin < len(all); {
		level := all[begin:]
		var running sync.WaitGroup
		for i := range level {
			running.Go(func() { level[i].folder = read(level[i].path) })
		}
		running.Wait()

		end := len(all)
		for i := begin; i < end; i++ {
			for _, sub := range all[i].folder.Folders {
				all = append(all, entry{path: sub, parent: i})
			}
		}
		begin = end
	}

	totals := map[string]int64{}
	for _, e := range slices.Backward(all) { // those below come after
		totals[e.path] += e.folder.Bytes
		if e.parent >= 0 {
			totals[all[e.parent].path] += totals[e.path]
		}
	}
	return totals
}

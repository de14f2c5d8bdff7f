// want: data race or concurrent map access in "Scan returns, with the total of every folder"
// "Each folder writes its own key." Into one map.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}}
	s.folder(root)
	return s.totals
}

type scan struct {
	read   func(path string) Folder
	totals map[string]int64
}

func (s *scan) folder(path string) int64 {
	f := s.read(path)
	below := make([]int64, len(f.Folders))
	var group sync.WaitGroup
	for i, sub := range f.Folders {
		group.Go(func() { below[i] = s.folder(sub) })
	}
	group.Wait()
	total := f.Bytes
	for _, t := range below {
		total += t
	}
	s.totals[path] = total
	return total
}

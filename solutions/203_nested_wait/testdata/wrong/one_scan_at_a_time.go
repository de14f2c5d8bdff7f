// want: wrong result in "Scan returns, with the total of every folder"
// "Scans that do not meet cannot disturb each other." They wait for each other.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

var scanning sync.Mutex

func Scan(root string, read func(path string) Folder) map[string]int64 {
	scanning.Lock()
	defer scanning.Unlock()
	s := &scan{read: read, totals: map[string]int64{}}
	s.folder(root)
	return s.totals
}

type scan struct {
	read func(path string) Folder

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) int64 {
	f := s.read(path)
	var below sync.WaitGroup
	totals := make([]int64, len(f.Folders))
	for i, sub := range f.Folders {
		below.Go(func() { totals[i] = s.folder(sub) })
	}
	below.Wait()
	total := f.Bytes
	for _, t := range totals {
		total += t
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
	return total
}

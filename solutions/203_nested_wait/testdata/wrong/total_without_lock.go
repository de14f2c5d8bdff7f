// want: data race in "Scan returns, with the total of every folder"
// "Those below add to the total of the folder that started them." All at once.
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
	read func(path string) Folder

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) int64 {
	f := s.read(path)
	total := f.Bytes
	var below sync.WaitGroup
	for _, sub := range f.Folders {
		below.Go(func() { total += s.folder(sub) })
	}
	below.Wait()
	s.note(path, total)
	return total
}

func (s *scan) note(path string, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
}

// want: wrong result or data race or misuse in "Scan returns, with the total of every folder"
// "A group for each folder, and everybody counts himself." Too late.
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

func (s *scan) folder(path string) {
	f := s.read(path)
	var below sync.WaitGroup
	for _, sub := range f.Folders {
		go s.counted(sub, &below)
	}
	below.Wait()
	s.note(path, f.Bytes+s.sum(f.Folders))
}

func (s *scan) counted(path string, group *sync.WaitGroup) {
	group.Add(1)
	defer group.Done()
	s.folder(path)
}

func (s *scan) note(path string, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
}

func (s *scan) sum(paths []string) (sum int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, path := range paths {
		sum += s.totals[path]
	}
	return sum
}

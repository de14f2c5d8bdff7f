// want: stuck in "Scan returns, with the total of every folder"
// "Each folder gets its parent's group as an argument." A copy of it.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}}
	var top sync.WaitGroup
	top.Add(1)
	s.folder(root, &top)
	return s.totals
}

type scan struct {
	read func(path string) Folder

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string, above *sync.WaitGroup) {
	defer above.Done()
	f := s.read(path)
	var below sync.WaitGroup
	below.Add(len(f.Folders))
	for _, sub := range f.Folders {
		go func(group sync.WaitGroup) { s.folder(sub, &group) }(below)
	}
	below.Wait()
	s.note(path, f.Bytes+s.sum(f.Folders))
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

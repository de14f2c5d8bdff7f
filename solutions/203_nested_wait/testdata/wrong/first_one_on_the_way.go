// want: wrong result in "the folders in a folder are read at the same time"
// "This goroutine would only wait, so it takes the first folder itself." Before
// it has started the others.
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
	for i, sub := range f.Folders {
		if i == 0 {
			s.folder(sub)
			continue
		}
		below.Go(func() { s.folder(sub) })
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

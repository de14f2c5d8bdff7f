// want: wrong result or data race or concurrent map access in "Scan returns, with the total of every folder"
// "A disk answers within a few milliseconds."
package usage

import (
	"sync"
	"time"
)

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
	if len(f.Folders) > 0 {
		for _, sub := range f.Folders {
			go s.folder(sub)
		}
		time.Sleep(5 * time.Millisecond)
	}
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

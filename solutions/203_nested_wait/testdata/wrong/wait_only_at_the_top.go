// want: wrong result in "Scan returns, with the total of every folder"
// "Only Scan may wait for the group." Folders add up what is below them before
// it is there.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}}
	s.folder(root)
	s.running.Wait()
	return s.totals
}

type scan struct {
	read    func(path string) Folder
	running sync.WaitGroup

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) {
	f := s.read(path)
	for _, sub := range f.Folders {
		s.running.Go(func() { s.folder(sub) })
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

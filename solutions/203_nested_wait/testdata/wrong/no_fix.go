// want: stuck in "Scan returns, with the total of every folder"
// "Each folder waits until the group is done; then all totals are there."
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
	read    func(path string) Folder
	running sync.WaitGroup

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) {
	f := s.read(path)
	total := f.Bytes
	if len(f.Folders) > 0 {
		for _, sub := range f.Folders {
			s.running.Go(func() { s.folder(sub) })
		}
		s.running.Wait()
		total += s.sum(f.Folders)
	}
	s.note(path, total)
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

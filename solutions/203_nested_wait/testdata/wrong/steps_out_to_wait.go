// want: wrong result or misuse or stuck or data race or panic in "Scan returns, with the total of every folder"
// "A folder that waits does not work, so it is not counted meanwhile." Then
// nobody waits for it.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}}
	s.running.Add(1)
	s.folder(root)
	s.running.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.totals
}

type scan struct {
	read    func(path string) Folder
	running sync.WaitGroup

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) {
	defer s.running.Done()
	f := s.read(path)
	total := f.Bytes
	if len(f.Folders) > 0 {
		s.running.Add(len(f.Folders))
		for _, sub := range f.Folders {
			go s.folder(sub)
		}
		s.running.Done()
		s.running.Wait()
		s.running.Add(1)
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

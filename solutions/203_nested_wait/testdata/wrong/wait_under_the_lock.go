// want: stuck in "Scan returns, with the total of every folder"
// "Lock while the totals are made, so that nobody sees half of them." Those
// who are waited for need the lock to finish.
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
	s.mu.Lock()
	defer s.mu.Unlock()
	var below sync.WaitGroup
	for _, sub := range f.Folders {
		below.Go(func() { s.folder(sub) })
	}
	below.Wait()
	total := f.Bytes
	for _, sub := range f.Folders {
		total += s.totals[sub]
	}
	s.totals[path] = total
}

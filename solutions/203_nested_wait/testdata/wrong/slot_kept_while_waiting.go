// want: stuck in "Scan returns, with the total of every folder"
// "Sixteen folders at a time." A folder keeps its slot while it waits for those
// below it, which need slots: the bug of the starter with another name.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}, slots: make(chan struct{}, 16)}
	s.folder(root)
	return s.totals
}

type scan struct {
	read  func(path string) Folder
	slots chan struct{}

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) {
	s.slots <- struct{}{}
	defer func() { <-s.slots }()
	f := s.read(path)
	var below sync.WaitGroup
	for _, sub := range f.Folders {
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

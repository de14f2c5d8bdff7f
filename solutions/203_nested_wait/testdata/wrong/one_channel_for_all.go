// want: wrong result in "Scan returns, with the total of every folder"
// "Everybody sends a total up, everybody receives as many as there are folders
// in it." From whomever: all use one channel.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}, up: make(chan int64)}
	s.folder(root)
	return s.totals
}

type scan struct {
	read func(path string) Folder
	up   chan int64

	mu     sync.Mutex
	totals map[string]int64
}

func (s *scan) folder(path string) int64 {
	f := s.read(path)
	for _, sub := range f.Folders {
		go func() { s.up <- s.folder(sub) }()
	}
	total := f.Bytes
	for range f.Folders {
		total += <-s.up
	}
	s.note(path, total)
	return total
}

func (s *scan) note(path string, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
}

// The goroutine of a folder would only wait; it reads the last of the folders in
// it itself, when the others have been started.
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

func (s *scan) folder(path string) int64 {
	f := s.read(path)
	totals := make([]int64, len(f.Folders))
	var below sync.WaitGroup
	for i, sub := range f.Folders {
		if i == len(f.Folders)-1 {
			totals[i] = s.folder(sub)
			break
		}
		below.Go(func() { totals[i] = s.folder(sub) })
	}
	below.Wait()
	total := f.Bytes
	for _, t := range totals {
		total += t
	}
	s.note(path, total)
	return total
}

func (s *scan) note(path string, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
}

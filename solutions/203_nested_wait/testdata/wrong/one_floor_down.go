// want: wrong result in "Scan returns, with the total of every folder"
// "The total of a folder: its files and those of the folders in it." And of
// those in them?
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
	own := make([]int64, len(f.Folders))
	var below sync.WaitGroup
	for i, sub := range f.Folders {
		below.Go(func() { own[i] = s.folder(sub) })
	}
	below.Wait()
	total := f.Bytes
	for _, bytes := range own {
		total += bytes
	}
	s.note(path, total)
	return f.Bytes
}

func (s *scan) note(path string, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
}

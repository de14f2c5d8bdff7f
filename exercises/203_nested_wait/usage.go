// Package usage finds out where the space on a disk has gone.
package usage

import "sync"

// Folder is what a folder holds.
type Folder struct {
	Bytes   int64    // the size of its own files
	Folders []string // the full paths of the folders in it; Scan leaves them as they are
}

// Scan reads the folder root and all those below it, with read, and returns
// the total size of each: its own files and those of all folders below it.
//
// read is called once for each folder, on any goroutine, and may take its
// time. All folders in one folder are read at the same time. Scan returns when
// the last call of read has returned. read does not panic, and no folder is in
// two others.
func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: map[string]int64{}}
	s.folder(root)
	return s.totals
}

// scan is one call of Scan.
type scan struct {
	read    func(path string) Folder
	running sync.WaitGroup

	mu     sync.Mutex
	totals map[string]int64 // guarded by mu
}

// folder reads a folder and finds its total.
func (s *scan) folder(path string) {
	f := s.read(path)
	total := f.Bytes
	if len(f.Folders) > 0 {
		for _, sub := range f.Folders {
			s.running.Go(func() { s.folder(sub) })
		}
		s.running.Wait() // now their totals are known
		total += s.sum(f.Folders)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.totals[path] = total
}

// sum adds up the totals of folders.
func (s *scan) sum(paths []string) (sum int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, path := range paths {
		sum += s.totals[path]
	}
	return sum
}

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
	read func(path string) Folder

	mu     sync.Mutex
	totals map[string]int64 // guarded by mu
}

// folder reads a folder and returns its total. When it returns, everything
// below the folder is done as well.
func (s *scan) folder(path string) int64 {
	f := s.read(path)

	// A group of this folder's own: whoever waits in it is not counted by it.
	var below sync.WaitGroup
	totals := make([]int64, len(f.Folders))
	for i, sub := range f.Folders {
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

// want: stuck in "Scan returns, with the total of every folder"
// "A channel with room for a thousand totals." With more, all wait for room, and Scan for all.
package usage

import "sync"

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	s := &scan{read: read, totals: make(chan total, 1000)}
	s.folder(root)
	close(s.totals)
	totals := map[string]int64{}
	for t := range s.totals {
		totals[t.path] = t.bytes
	}
	return totals
}

type total struct {
	path  string
	bytes int64
}

type scan struct {
	read   func(path string) Folder
	totals chan total
}

func (s *scan) folder(path string) int64 {
	f := s.read(path)
	var below sync.WaitGroup
	parts := make([]int64, len(f.Folders))
	for i, sub := range f.Folders {
		below.Go(func() { parts[i] = s.folder(sub) })
	}
	below.Wait()
	bytes := f.Bytes
	for _, part := range parts {
		bytes += part
	}
	s.totals <- total{path, bytes}
	return bytes
}

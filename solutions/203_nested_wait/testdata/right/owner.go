// Who owns the totals counts, too: folders report, and it starts those in them.
package usage

type Folder struct {
	Bytes   int64
	Folders []string
}

type report struct {
	path   string
	folder Folder
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	reports := make(chan report)
	start := func(path string) { go func() { reports <- report{path, read(path)} }() }
	start(root)
	above := map[string]string{}
	own := map[string]int64{}
	for open := 1; open > 0; open-- {
		r := <-reports
		own[r.path] = r.folder.Bytes
		for _, sub := range r.folder.Folders {
			above[sub] = r.path
			start(sub)
			open++
		}
	}
	totals := map[string]int64{}
	for path, bytes := range own {
		for at, ok := path, true; ok; {
			totals[at] += bytes
			at, ok = above[at]
		}
	}
	return totals
}

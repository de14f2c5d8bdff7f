// want: wrong result in "the folders in a folder are read at the same time"
// "A recursion needs no goroutines, and then nobody has to wait."
package usage

type Folder struct {
	Bytes   int64
	Folders []string
}

func Scan(root string, read func(path string) Folder) map[string]int64 {
	totals := map[string]int64{}
	var folder func(path string) int64
	folder = func(path string) int64 {
		f := read(path)
		total := f.Bytes
		for _, sub := range f.Folders {
			total += folder(sub)
		}
		totals[path] = total
		return total
	}
	folder(root)
	return totals
}

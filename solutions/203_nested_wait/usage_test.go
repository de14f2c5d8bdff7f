package usage_test

import (
	"bytes"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	usage "racekata/solutions/203_nested_wait"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(root string, read func(path string) usage.Folder) map[string]int64 = usage.Scan

	_ = usage.Folder{Bytes: int64(0), Folders: []string{}}
)

// disk is folders by path. It is not changed once built.
type disk map[string]usage.Folder

// grow adds a folder with wide[0] folders in it, each with wide[1], and so on.
// No two folders are of the same size.
func (d disk) grow(path string, wide ...int) {
	f := usage.Folder{Bytes: int64(len(d))*1000 + 7}
	d[path] = f // so that those below count it
	if len(wide) > 0 {
		for i := range wide[0] {
			sub := fmt.Sprintf("%s/%d", path, i)
			f.Folders = append(f.Folders, sub)
			d.grow(sub, wide[1:]...)
		}
	}
	d[path] = f
}

// tree is a disk that was grown from /.
func tree(wide ...int) disk {
	d := disk{}
	d.grow("", wide...)
	return d
}

// lopsided is a disk where folders of one folder are of different depths.
func lopsided() disk {
	d := disk{}
	d.grow("/flat")
	d.grow("/deep", 1, 1, 1, 2)
	d.grow("/wide", 5)
	d[""] = usage.Folder{Bytes: 3, Folders: []string{"/flat", "/deep", "/wide", "/empty"}}
	d["/empty"] = usage.Folder{}
	return d
}

// totals is what Scan must return for a disk.
func (d disk) totals() map[string]int64 {
	want := map[string]int64{}
	for path := range d {
		for below, f := range d {
			if below == path || strings.HasPrefix(below, path+"/") {
				want[path] += f.Bytes
			}
		}
	}
	return want
}

func (d disk) read(path string) usage.Folder { return d[path] }

// judge compares a result with the totals of the disk.
func (d disk) judge(k *kit.T, got map[string]int64) {
	k.Helper()
	want := d.totals()
	if maps.Equal(got, want) {
		return
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		total, ok := got[path]
		switch {
		case !ok:
			k.Errorf("there are %d folders, and the result has no %q", len(want), path)
		case total != want[path]:
			k.Errorf("the total of %q is %d, and the result says %d", path, want[path], total)
		default:
			continue
		}
		return
	}
	k.Errorf("there are %d folders, and the result has %d", len(want), len(got))
}

func TestTreesOfEveryShape(t *testing.T) {
	k := kit.Begin(t)
	ones := func(n int) []int { return slices.Repeat([]int{1}, n) }
	for _, d := range []disk{
		tree(),
		tree(1),
		tree(12),
		tree(1, 1),
		tree(ones(24)...),
		tree(3, 4, 3),
		tree(2, 2, 2, 2, 2),
		lopsided(),
	} {
		d.judge(k, usage.Scan("", d.read))
		if k.Failed() {
			return
		}
	}
}

func TestMoreFoldersThanAnybodyHas(t *testing.T) {
	k := kit.Begin(t)
	d := tree(2000)
	var want int64
	for _, f := range d {
		want += f.Bytes
	}
	got := usage.Scan("", d.read)
	if len(got) != len(d) {
		k.Errorf("there are %d folders, and the result has %d", len(d), len(got))
	}
	if got[""] != want {
		k.Errorf("there are %d folders, whose total is %d, and the result says %d", len(d), want, got[""])
	}
}

func TestScanWaitsForTheSlowestFolder(t *testing.T) {
	k := kit.Begin(t)
	d := lopsided()
	for _, slow := range []string{"/wide/4", "/deep/0/0", "/deep/0/0/0/1", "/empty"} {
		hold := k.Hold()
		var (
			returned atomic.Bool
			got      map[string]int64
		)
		done := k.Go(1, func(int) {
			got = usage.Scan("", func(path string) usage.Folder {
				if path == slow {
					hold.Wait()
				}
				return d[path]
			})
			returned.Store(true)
		})
		k.Settle()
		early := returned.Load()
		hold.Release()
		done()
		if early {
			k.Fatalf("Scan returned while %q was being read", slow)
		}
		d.judge(k, got)
	}
}

// A folder takes a year, in which who looks now and then burns CPU without end.
//
// Someone who waits for a lock would hold the bubble's time up, and a lock is a
// way to wait like any other. So a look from outside, where time is another, comes
// first: read waits for it, and takes its year if nobody waits so.
func TestScanRestsWhileItWaits(t *testing.T) {
	k := kit.Begin(t)
	inside, rest := make(chan bool), make(chan bool, 1)
	looked := k.Go(1, func(int) {
		<-inside
		k.Settle()
		rest <- !waitingForALock()
	})
	k.Bubble(func(k *kit.T) {
		var calls atomic.Int64
		d := tree(2, 1)
		d.judge(k, usage.Scan("", func(path string) usage.Folder {
			if path == "/1/0" && calls.Add(1) == 1 {
				inside <- true
				if <-rest {
					time.Sleep(365 * 24 * time.Hour)
				}
			}
			return d[path]
		}))
	})
	close(inside)
	looked()
}

// waitingForALock tells whether somebody waits for one.
func waitingForALock() bool {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return bytes.Contains(stacks, []byte(" [sync.Mutex.")) || bytes.Contains(stacks, []byte(" [sync.RWMutex."))
}

func TestEachFolderIsReadOnce(t *testing.T) {
	k := kit.Begin(t)
	d := tree(3, 3, 3)
	var (
		mu    sync.Mutex
		times = map[string]int{}
	)
	usage.Scan("", func(path string) usage.Folder {
		mu.Lock()
		defer mu.Unlock()
		times[path]++
		return d[path]
	})
	mu.Lock()
	defer mu.Unlock()
	for _, path := range slices.Sorted(maps.Keys(d)) {
		if n := times[path]; n != 1 {
			k.Errorf("%q was read %d times", path, n)
			return
		}
	}
	if len(times) != len(d) {
		k.Errorf("%d folders were read; there are %d", len(times), len(d))
	}
}

func TestScansDoNotMeet(t *testing.T) {
	k := kit.Begin(t)
	// The same paths, of different sizes.
	disks := []disk{tree(3, 3), tree(3, 3), tree(2, 2, 2)}
	for path, f := range disks[1] {
		f.Bytes += 50
		disks[1][path] = f
	}
	hold := k.Hold()
	got := make([]map[string]int64, len(disks))
	done := k.Go(len(disks), func(i int) {
		got[i] = usage.Scan("", func(path string) usage.Folder {
			if path == "/1" {
				hold.Wait()
			}
			return disks[i][path]
		})
	})
	k.Settle()
	hold.Release()
	done()
	for i, d := range disks {
		d.judge(k, got[i])
	}
}

func TestScansDoNotWaitForEachOther(t *testing.T) {
	k := kit.Begin(t)
	slow, quick := tree(3), tree(3)
	hold := k.Hold()
	first := k.Go(1, func(int) {
		slow.judge(k, usage.Scan("", func(path string) usage.Folder {
			if path == "/1" {
				hold.Wait()
			}
			return slow[path]
		}))
	})
	k.Settle()
	var returned atomic.Bool
	second := k.Go(1, func(int) {
		quick.judge(k, usage.Scan("", quick.read))
		returned.Store(true)
	})
	k.Settle()
	if !returned.Load() {
		k.Errorf("one scan waits for a folder, and another one, with the same paths, has not returned")
	}
	hold.Release()
	first()
	second()
}

func TestWhatReadReturnsStays(t *testing.T) {
	k := kit.Begin(t)
	// Two scans at once of one disk, whose folders are not sorted by name and
	// have room behind the last one.
	d := tree(12, 2)
	for path, f := range d {
		f.Folders = slices.Grow(f.Folders, 4)
		d[path] = f
	}
	before := maps.Clone(d)
	for path, f := range before {
		f.Folders = slices.Clone(f.Folders)
		before[path] = f
	}
	k.Together(2, func(int) { d.judge(k, usage.Scan("", d.read)) })
	for path, f := range before {
		if !slices.Equal(d[path].Folders, f.Folders) {
			k.Errorf("read returned the folders %q in %q; after the scan they are %q", f.Folders, path, d[path].Folders)
			return
		}
	}
}

func TestFoldersOfAFolderAreReadAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const n, many = 120, 300
	for _, c := range []struct {
		disk    disk
		parents []string
	}{
		{tree(many), []string{""}},
		{tree(1, many), []string{"/0"}},
		{tree(2, n), []string{"/0", "/1"}},
	} {
		hold := k.Hold()
		var (
			mu     sync.Mutex
			inside = map[string]int{} // folders being read, by the one they are in
		)
		leaf := func(path string) (parent string, ok bool) {
			parent = path[:max(0, strings.LastIndexByte(path, '/'))]
			return parent, slices.Contains(c.parents, parent) && path != parent
		}
		done := k.Go(1, func(int) {
			usage.Scan("", func(path string) usage.Folder {
				if parent, ok := leaf(path); ok {
					mu.Lock()
					inside[parent]++
					mu.Unlock()
					hold.Wait()
				}
				return c.disk[path]
			})
		})
		k.Settle()
		mu.Lock()
		most := 0
		for _, parent := range c.parents {
			most = max(most, inside[parent])
			if got, all := inside[parent], len(c.disk[parent].Folders); got != 0 && got != all {
				k.Errorf("%d of the %d folders in %q are being read at the same time", got, all, parent)
			}
		}
		if most == 0 {
			k.Errorf("none of the %d folders in %q is being read", len(c.disk[c.parents[0]].Folders), c.parents[0])
		}
		mu.Unlock()
		hold.Release()
		done()
		if k.Failed() {
			return
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// A flat tree: whether deeper ones are got through is judged above.
	d := tree(5)
	usage.Scan("", d.read)
}

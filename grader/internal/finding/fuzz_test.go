package finding_test

import (
	"strings"
	"testing"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/internal/recording"
	"racekata/grader/internal/finding/racereport"
)

// FuzzWords hands any text and any source to every function that words a
// finding: none may panic, and what comes out is fit to be shown.
func FuzzWords(f *testing.F) {
	const src = "package p\n\nimport \"sync\"\n\ntype C struct {\n\tmu sync.Mutex\n\tn int\n\tm map[int][]int\n}\n\nfunc (c *C) Add(ch chan int) {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tc.n++\n\tc.m[1] = append(c.m[1], <-ch)\n}\n"
	for _, prefix := range []string{"race_", "dump_", "fatal_", "build_"} {
		cases, err := recording.Load(cases, prefix)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range cases {
			for name, data := range c.Files {
				if !strings.HasSuffix(name, "_test.go") {
					f.Add(c.Output, string(data))
					break
				}
			}
		}
	}
	f.Add("goroutine 1 [sync.Mutex.Lock]:\nsync.(*Mutex).Lock()\n\t/usr/m.go:1\np.(*C).Add()\n\t/w/p.go:12\n", src)
	f.Fuzz(func(t *testing.T, text, src string) {
		s := finding.NewSources("", map[string][]byte{"p.go": []byte(src), "counter.go": []byte(src)})
		all := []finding.Finding{
			finding.StuckAt(text, localize, s),
			finding.BusyWaitAt(text, localize, s),
			finding.Leaked(text, localize, s),
			finding.OutOfTimeAt(text, localize, s),
			finding.Crashed(text, 2, "", localize, s),
			finding.Assertion(text),
		}
		all = append(all, finding.Compile(text, map[string][]byte{"r.go": []byte(src)}, localize)...)
		for i, r := range racereport.Parse(text) {
			if i == 5 {
				break
			}
			all = append(all, finding.Race(r, localize, s))
		}
		for _, f := range all {
			sound(t, f)
		}
		finding.Merge(all)
	})
}

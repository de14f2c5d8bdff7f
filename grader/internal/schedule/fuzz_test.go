package schedule_test

import (
	"fmt"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
)

// FuzzRewrite: whatever parses and type-checks still does with hooks, and with
// the hooks taken out again it is the original, each node at its place.
func FuzzRewrite(f *testing.F) {
	for _, src := range tricky(f) {
		f.Add(src)
	}
	f.Add([]byte(kernels))
	for _, body := range []string{
		"L: for { select { case <-c: break L; default: goto L } }",
		"if v, ok := <-c; ok { _ = v } else if n.Add(1); n.Load() > <-c { }",
		"for i := 0; i < 3; n.Add(1) { i++ }",
		"defer close(c); go func() { c <- 1 }()",
		"switch x := any(<-c).(type) { case int: _ = x }",
		"for range c { continue }; { ; }; func() { <-c }()",
		"var a [2]int; a[<-c], a[n.Load()] = <-c, n.Load()",
	} {
		f.Add(fmt.Appendf(nil, "package p\nvar c = make(chan int)\nvar n interface{ Add(int) int; Load() int }\nfunc f() {\n%s\n}\n", body))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		files := map[string][]byte{"f.go": src}
		if check(files) != nil {
			return // not a program
		}
		for _, given := range []types.Importer{nil, common{}} {
			changed, _, err := schedule.Rewrite(files, schedule.Options{Hook: "racekata/grader/kit/hook", Importer: given})
			require.NoError(t, err)
			got, ok := changed["f.go"]
			if !ok {
				return
			}
			requireSame(t, "f.go", src, got)
			require.NoError(t, check(changed), "%s", got)
		}
	})
}

// common imports the packages that the seeds use. To look for others takes a
// go command each.
type common struct{}

func (common) Import(path string) (*types.Package, error) {
	switch path {
	case "context", "errors", "fmt", "sort", "strings", "sync", "sync/atomic", "time", "unsafe":
		return standard.Import(path)
	}
	return nil, fmt.Errorf("package %s is not for fuzzing", path)
}

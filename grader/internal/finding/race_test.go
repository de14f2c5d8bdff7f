package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/racereport"
)

// access writes one side of a report. at is a line of p.go, of the hidden
// test for a negative number, or nothing for 0; via is the library function
// that the line called.
func access(write bool, goroutine, at int, via string) racereport.Access {
	a := racereport.Access{Write: write, Goroutine: goroutine, Address: 1}
	if via != "" {
		a.Stack = append(a.Stack, racereport.Frame{Func: via, File: "/usr/local/go/src/x.go", Line: 1})
		a.Atomic = strings.HasPrefix(via, "sync/atomic.")
	}
	switch {
	case at > 0:
		a.Stack = append(a.Stack, racereport.Frame{Func: "p.f", File: "/w/p.go", Line: at})
	case at < 0:
		a.Stack = append(a.Stack, racereport.Frame{Func: "p_test.f", File: "/w/p_test.go", Line: -at})
	}
	a.Lost = len(a.Stack) == 0
	return a
}

// lineOf is the number of the line that holds the comment // mark.
func lineOf(t *testing.T, src, mark string) int {
	t.Helper()
	for i, line := range strings.Split(src, "\n") {
		if strings.HasSuffix(line, "// "+mark) {
			return i + 1
		}
	}
	require.Fail(t, "no line with // "+mark)
	return 0
}

// Each source has a line // w that is written and a line // r that is read;
// where // r is missing, both sides are the line that is written, and where
// it is "test", the other side is the caller's.
func TestMemoryInWords(t *testing.T) {
	for name, c := range map[string]struct {
		src, via, viaRead, want string
	}{
		"field through two pointers": {
			src:  "type A struct{ b *B }\ntype B struct{ n int }\nfunc (a *A) W() { a.b.n = 1 } // w\nfunc R(x *B) int { return x.n } // r",
			want: "two goroutines use B.n at the same time",
		},
		"promoted field": {
			src:  "type Base struct{ n int }\ntype C struct{ Base }\nfunc (c *C) W() { c.n++ } // w\nfunc (b *Base) R() int { return b.n } // r",
			want: "two goroutines use Base.n at the same time",
		},
		"part of a struct held by value": {
			src:  "type P struct{ x int }\ntype C struct{ p P }\nfunc (c *C) W() { c.p.x = 1 } // w\nfunc (c *C) R() P { return c.p } // r",
			want: "two goroutines use P.x at the same time",
		},
		"all of a struct behind a pointer": {
			src:  "type C struct{ n int }\nfunc W(c *C) { c.n = 1 } // w\nfunc R(c *C) C { return *c } // r",
			want: "a goroutine copies a whole C while another uses it",
		},
		"field of a package variable without a type name": {
			src:  "var state struct{ n int }\nfunc W() { state.n++ } // w\nfunc R() int { return state.n } // r",
			want: "two goroutines use state.n at the same time",
		},
		"captured variable": {
			src:  "func F() {\n\tn := 0\n\tgo func() {\n\t\tn++ // w\n\t}()\n\tprintln(n) // r\n}",
			want: "two goroutines use n at the same time",
		},
		"named result": {
			src:  "func F() (err error) {\n\tgo func() {\n\t\terr = nil // w\n\t}()\n\treturn err // r\n}",
			want: "two goroutines use err at the same time",
		},
		"several on a line, one of them in common": {
			src:  "type C struct{ a, b, c int }\nfunc (c *C) W() { c.a, c.b = 1, 2 } // w\nfunc (c *C) R() int { return c.b + c.c } // r",
			want: "two goroutines use C.b at the same time",
		},
		"two in common": {
			src:  "type C struct{ a, b int }\nfunc (c *C) W() { c.a, c.b = 1, 2 } // w\nfunc (c *C) R() int { return c.a + c.b } // r",
			want: "two goroutines use C.a or C.b at the same time",
		},
		"three in common": {
			src:  "type C struct{ a, b, c int }\nfunc (c *C) W() { c.a, c.b, c.c = 1, 2, 3 } // w\nfunc (c *C) R() int { return c.a + c.b + c.c } // r",
			want: "two goroutines use the same memory at the same time",
		},
		"nothing in common": {
			src:  "type C struct{ a, b int }\nfunc W(p *int) { *p = 1 } // w\nfunc (c *C) R() int { return c.a } // r",
			want: "two goroutines use the same memory at the same time",
		},
		"elements of a slice whose header stands still": {
			src:  "func W(s []int) { s[0] = 1 } // w",
			want: "two goroutines use elements of s at the same time",
		},
		"elements ranged over": {
			src:  "type L struct{ items []int }\nfunc (l *L) W() { l.items[0] = 1 } // w\nfunc (l *L) R() (n int) {\n\tfor _, v := range l.items { // r\n\t\tn += v\n\t}\n\treturn n\n}",
			want: "two goroutines use elements of L.items at the same time",
		},
		"elements that append copies": {
			src: "type L struct{ items []int }\nfunc (l *L) W() { l.items[0] = 1 } // w\nfunc (l *L) R() { l.items = append(l.items, 1) } // r", viaRead: "runtime.growslice",
			want: "two goroutines use elements of L.items at the same time",
		},
		"array in a struct": {
			src:  "type L struct{ cells [4]int }\nfunc (l *L) W(i int) { l.cells[i]++ } // w",
			want: "two goroutines use elements of L.cells at the same time",
		},
		"map deleted from while its length is read": {
			src: "var m = map[int]int{}\nfunc W() { delete(m, 1) } // w\nfunc R() int { return len(m) } // r", via: "runtime.mapdelete_fast64",
			want: "two goroutines use the map m at the same time",
		},
		"map by another name": {
			src: "type X struct{ words map[string]int }\nfunc (x *X) W() { x.words[\"a\"] = 1 } // w\nfunc (x *X) R() int {\n\tmine := x.words\n\treturn mine[\"a\"] // r\n}", via: "runtime.mapassign_faststr", viaRead: "runtime.mapaccess1_faststr",
			want: "two goroutines use the map X.words at the same time",
		},
		"map in a slice of maps": {
			src: "var shards []map[string]int\nfunc W(i int) { shards[i][\"a\"] = 1 } // w", via: "runtime.mapassign_faststr",
			want: "two goroutines use the map shards[…] at the same time",
		},
		"an object of the standard library": {
			src: "import \"bytes\"\ntype L struct{ buf bytes.Buffer }\nfunc (l *L) W() { l.buf.WriteString(\"a\") } // w", via: "bytes.(*Buffer).WriteString",
			want: "two goroutines use L.buf at the same time",
		},
		"sorted in place": {
			src: "import \"slices\"\nfunc W(s []int) { slices.Sort(s) } // w\nfunc R(s []int) int { return s[0] }", via: "slices.Sort[go.shape.[]int,go.shape.int]",
			want: "two goroutines use elements of s at the same time",
		},
		"handed to the caller": {
			src:  "type L struct{ items []int }\nfunc (l *L) W() { l.items = append(l.items, 1) } // w",
			want: "your program and the caller use elements of L.items at the same time",
		},
		"exported field": {
			src:  "type L struct{ N, m int }\nfunc (l *L) W() { l.m, l.N = 1, 2 } // w",
			want: "your program and the caller use L.N at the same time",
		},
		"a channel received from and closed": {
			src: "func W(c chan int) { close(c) } // w", via: "runtime.closechan",
			want: "a goroutine closes c while another closes it",
		},
		"source that does not type-check": {
			src:  "type C struct{ n int; x nowhere.T }\nfunc (c *C) W() { c.n++; c.x.Gone() } // w",
			want: "two goroutines use C.n at the same time",
		},
		"multi-line statement": {
			src:  "type C struct{ n int }\nfunc (c *C) W() {\n\tc.set(\n\t\tc.n, // r\n\t)\n\tc.n = 1 // w\n}\nfunc (c *C) set(int) {}",
			want: "two goroutines use C.n at the same time",
		},
	} {
		t.Run(name, func(t *testing.T) {
			src := "package p\n\n" + c.src + "\n"
			w := lineOf(t, src, "w")
			r, other := w, strings.Contains(c.want, "the caller")
			writeToo, viaRead := true, c.via
			if strings.Contains(src, "// r") {
				r, writeToo, viaRead = lineOf(t, src, "r"), false, c.viaRead
			}
			if other {
				r = -7
			}
			s := finding.NewSources("", map[string][]byte{"p.go": []byte(src)})
			report := racereport.Report{Accesses: []racereport.Access{
				access(true, 8, w, c.via), access(writeToo, 9, r, viaRead),
			}}
			f := finding.Race(report, localize, s)
			require.Equal(t, c.want, f.Title)
			readable(t, f)

			// Which side was noticed first changes nothing for a reader.
			report.Accesses[0], report.Accesses[1] = report.Accesses[1], report.Accesses[0]
			swapped := finding.Race(report, localize, s)
			require.Equal(t, f.Title, swapped.Title)
			require.Equal(t, f.Marks, swapped.Marks)
			require.Equal(t, f.Key(), swapped.Key())
		})
	}
}

// An access through sync/atomic whose caller the detector left out must not
// be taken for one of the caller's.
func TestAtomicSideIsNotTheCallers(t *testing.T) {
	src := "package p\n\nimport \"sync/atomic\"\n\ntype S struct{ n int64 }\n\nfunc (s *S) Add() { atomic.AddInt64(&s.n, 1) }\nfunc (s *S) Get() int64 { return s.n } // r\nfunc (s *S) Two() { atomic.AddInt64(&s.n, 2) }\n"
	s := finding.NewSources("", map[string][]byte{"p.go": []byte(src)})
	f := finding.Race(racereport.Report{Accesses: []racereport.Access{
		access(true, 8, -3, "sync/atomic.AddInt64"), access(false, 9, lineOf(t, src, "r"), ""),
	}}, localize, s)
	require.Equal(t, "two goroutines use S.n at the same time", f.Title)
	// Add and Two are both possible: neither is shown.
	require.Equal(t, []finding.Mark{{
		Position: finding.Position{File: "p.go", Line: lineOf(t, src, "r")},
		Note:     "goroutine 9 reads here; nothing orders it with the atomic write of goroutine 8",
	}}, f.Marks)
}

func TestRaceWithoutSources(t *testing.T) {
	f := finding.Race(racereport.Report{Accesses: []racereport.Access{
		access(true, 8, 3, ""), access(false, 0, 4, ""),
	}}, localize, nil)
	require.Equal(t, "two goroutines use the same memory at the same time", f.Title)
	require.Equal(t, "the main goroutine reads here", f.Marks[0].Note)
	require.Equal(t, "goroutine 8 writes here; nothing orders the two", f.Marks[1].Note)
}

func TestRaceOfHalfAReport(t *testing.T) {
	for _, r := range []racereport.Report{
		{Truncated: true},
		{Accesses: []racereport.Access{access(true, 8, 3, "")}, Truncated: true},
		{Accesses: []racereport.Access{access(true, 8, 0, ""), access(true, 9, 0, "")}},
		{Accesses: []racereport.Access{access(true, 8, -3, ""), access(true, 9, -3, "")}},
	} {
		readable(t, finding.Race(r, localize, nil))
	}
}

// A schedule's hook sleeps inside of a line of the candidate; the line is
// still the candidate's.
func TestHooksAreNotThere(t *testing.T) {
	a := access(true, 8, 3, "")
	a.Stack = append([]racereport.Frame{{Func: "racekata/grader/kit/hook.B", File: "/w/kit/hook/hook.go", Line: 9}}, a.Stack...)
	f := finding.Race(racereport.Report{Accesses: []racereport.Access{a, access(false, 9, 4, "")}}, localize, nil)
	require.Equal(t, "two goroutines use the same memory at the same time", f.Title)
	require.Len(t, f.Marks, 2)
}

// A recursion a hundred thousand calls deep fits into a finding.
func TestDeepStacksAreCut(t *testing.T) {
	a := access(true, 8, 3, "")
	for i := range 1000 {
		a.Stack = append(a.Stack, racereport.Frame{Func: fmt.Sprint("p.f", i), File: "/w/p.go", Line: i + 4})
	}
	f := finding.Race(racereport.Report{Accesses: []racereport.Access{a, access(false, 9, 4, "")}}, localize, nil)
	readable(t, f)
	require.Equal(t, 3, f.Accesses[0].Stack[0].Line)
	require.Equal(t, 1003, f.Accesses[0].Stack[len(f.Accesses[0].Stack)-1].Line)
}

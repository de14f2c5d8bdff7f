package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
)

// blocked writes a goroutine that waits for a mutex at the innermost of some
// lines of p.go.
func blocked(id int, lines ...int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "goroutine %d [sync.Mutex.Lock]:\nsync.(*Mutex).Lock(0x1)\n\t/usr/local/go/src/sync/mutex.go:46 +0x1\n", id)
	for _, l := range lines {
		fmt.Fprintf(&b, "p.(*C).f%d()\n\t/w/p.go:%d +0x1\n", l, l)
	}
	return b.String() + "\n"
}

const lockHead = "package p\n\nimport \"sync\"\n\ntype C struct{ a, b sync.Mutex }\n\n"

// In each function the goroutine waits at the line // here; the mark tells
// which lock it is certain to hold, "" for none.
func TestLocksHeld(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"locked before":         {"c.a.Lock()\nc.b.Lock() // here", "C.a"},
		"unlocked again":        {"c.a.Lock()\nc.a.Unlock()\nc.b.Lock() // here", ""},
		"unlock deferred":       {"c.a.Lock()\ndefer c.a.Unlock()\nc.b.Lock() // here", "C.a"},
		"locked in a branch":    {"if x {\nc.a.Lock()\n}\nc.b.Lock() // here", ""},
		"inside the branch":     {"if x {\nc.a.Lock()\nc.b.Lock() // here\n}", "C.a"},
		"inside the else":       {"if x {\nc.a.Lock()\n} else {\nc.b.Lock() // here\n}", ""},
		"unlocked in a branch":  {"c.a.Lock()\nif x {\nc.a.Unlock()\n}\nc.b.Lock() // here", ""},
		"unlocked on a way out": {"c.a.Lock()\nif x {\nc.a.Unlock()\nreturn\n}\nc.b.Lock() // here", "C.a"},
		"unlocked in a panic":   {"c.a.Lock()\nif x {\nc.a.Unlock()\npanic(1)\n}\nc.b.Lock() // here", "C.a"},
		"in a loop":             {"for range 3 {\nc.a.Lock()\nc.b.Lock() // here\n}", "C.a"},
		"in a case":             {"switch {\ncase x:\nc.a.Lock()\nc.b.Lock() // here\n}", "C.a"},
		"in another case":       {"switch {\ncase !x:\nc.a.Lock()\ncase x:\nc.b.Lock() // here\n}", ""},
		"in a select":           {"c.a.Lock()\nselect {\ndefault:\nc.b.Lock() // here\n}", "C.a"},
		"in a block":            {"{\nc.a.Lock()\n}\nc.b.Lock() // here", "C.a"},
		"in another goroutine":  {"go func() {\nc.a.Lock()\n}()\nc.b.Lock() // here", ""},
		"after the line":        {"c.b.Lock() // here\nc.a.Lock()", ""},
		"by a literal's owner":  {"c.a.Lock()\nfunc() {\nc.b.Lock() // here\n}()", ""},
	} {
		t.Run(name, func(t *testing.T) {
			src := lockHead + "func (c *C) f(x bool) {\n" + c.body + "\n}\n"
			here := lineOf(t, src, "here")
			// Others that wait for c.a make it tell.
			src2 := src + "func (c *C) g() {\nc.a.Lock() // other\n}\n"
			s := finding.NewSources("", map[string][]byte{"p.go": []byte(src2)})
			f := finding.StuckAt(blocked(7, here)+blocked(8, lineOf(t, src2, "other")), localize, s)
			if c.want == "" {
				require.Equal(t, "2 goroutines wait, and none can go on", f.Title)
				return
			}
			require.Equal(t, "a goroutine waits to lock C.b while it holds "+c.want+", which another waits for", f.Title)
		})
	}
}

func TestSelfLockOnlyWhereCertain(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"through a method of the same receiver": {
			"func (c *C) Add() {\nc.a.Lock()\nc.f9() // outer\n}\nfunc (c *C) f9() {\nc.a.Lock() // here\n}\n",
			"a goroutine waits for C.a, which it holds itself"},
		"through a method of another value": {
			"func (c *C) Add(d *C) {\nc.a.Lock()\nd.f9() // outer\n}\nfunc (c *C) f9() {\nc.a.Lock() // here\n}\n",
			"a goroutine waits to lock C.a while it keeps one locked"},
		"twice in one function": {
			"func (c *C) Add() {\nc.a.Lock()\nc.a.Lock() // here\n}\n",
			"a goroutine waits for C.a, which it holds itself"},
		"two values in one function": {
			"func Add(c, d *C) {\nc.a.Lock()\nd.a.Lock() // here\n}\n",
			"a goroutine waits to lock C.a while it keeps one locked"},
		"released by the method before it locks again": {
			"func (c *C) Add() {\nc.a.Lock()\nc.f9() // outer\n}\nfunc (c *C) f9() {\nc.a.Unlock()\nc.a.Lock() // here\n}\n",
			"a goroutine waits to lock C.a for ever"},
	} {
		t.Run(name, func(t *testing.T) {
			src := lockHead + c.src
			s := finding.NewSources("", map[string][]byte{"p.go": []byte(src)})
			here := lineOf(t, src, "here")
			dump := strings.ReplaceAll(blocked(7, here), fmt.Sprintf("f%d()", here), "f9()")
			if strings.Contains(src, "// outer") {
				dump = strings.TrimSuffix(dump, "\n") + fmt.Sprintf("p.(*C).Add()\n\t/w/p.go:%d +0x1\n\n", lineOf(t, src, "outer"))
			}
			f := finding.StuckAt(dump, localize, s)
			require.Equal(t, c.want, f.Title)
		})
	}
}

func TestManyGoroutinesAtOneLine(t *testing.T) {
	var b strings.Builder
	for id := range 500 {
		b.WriteString(blocked(id+1, 3))
	}
	f := finding.StuckAt(b.String(), localize, nil)
	readable(t, f)
	require.Equal(t, "500 goroutines wait to lock for ever", f.Title)
	require.Equal(t, "goroutines 1, 2, 3 and 497 more wait to lock here", f.Marks[0].Note)
}

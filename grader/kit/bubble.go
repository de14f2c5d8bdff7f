package kit

import (
	"bytes"
	"runtime"
	"testing"
	"testing/synctest"
)

// Bubble runs f in a testing/synctest bubble, where time is virtual: waiting
// costs nothing, and an hour passes in a millisecond. Races are judged outside
// of bubbles, whose clock orders memory. In a bubble use [synctest.Wait]
// instead of Settle.
//
// In the grader's workspace time also goes on while somebody waits for a mutex, so
// none is shared with the outside of the bubble, but for moments. A plain go test
// waits for ever then: see [T.BubbleWithLocks].
//
// A channel and a timer belong to the bubble in which they were made. Of those that
// lie in a [sync.Pool] none gets into a bubble or out of it, where the grader has
// seen that the candidate has pools.
//
// A bubble in which everyone waits for ever makes the program stuck.
func (k *T) Bubble(f func(k *T)) {
	k.Helper()
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if s, ok := r.(error); ok && bytes.HasPrefix([]byte(s.Error()), []byte("deadlock: ")) {
			process.watch.StuckInBubble(k.running(), s.Error())
		}
		panic(r)
	}()
	if pools != "" {
		emptyPools()
		defer emptyPools()
	}
	synctest.Test(k.T, func(t *testing.T) {
		f(&T{T: t, name: k.name, notes: k.notes, races: k.races})
	})
}

// pools is not empty if the candidate may have pools: the grader has the linker
// set it, for emptying them costs as much as many a bubble does.
var pools string

// emptyPools takes everything out of every [sync.Pool]: what has not been used
// since one collection is given up by the next.
func emptyPools() {
	runtime.GC()
	runtime.GC()
}

// locksLetTimePass is true in the grader's workspace.
var locksLetTimePass bool

// BubbleWithLocks is [T.Bubble] for tests whose reference has somebody wait for a
// mutex while time passes. A plain go test skips them.
func (k *T) BubbleWithLocks(f func(k *T)) {
	k.Helper()
	if !locksLetTimePass {
		k.Skip("in a bubble nobody can wait for a mutex while time passes, but in the grader's workspace")
	}
	k.Bubble(f)
}

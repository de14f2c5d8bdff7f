// Package stackdump reads what the Go runtime prints: the stacks of all
// goroutines (runtime.Stack, SIGQUIT, goleak) and the text of a program that
// died of a panic or a fatal error.
//
// A goroutine looks like this; [Parse] keeps the parts that mean something:
//
//	goroutine 7 [chan receive (durable), 2 minutes, locked to thread, synctest bubble 1]:
//	racekata/exercises/205_pipeline.(*Stage).run(0xc000012120, 0x1?)
//		/w/exercises/205_pipeline/pipeline.go:31 +0x1d
//	created by sync.(*WaitGroup).Go in goroutine 6
//		/usr/local/go/src/sync/waitgroup.go:238 +0x72
//
// As here, a goroutine started by wg.Go (or time.AfterFunc) was created
// inside the library. [Goroutine.Start] falls back to the outermost frame of
// the learner's code, which is the function that was handed to it.
//
// [ParseFatal] reads the lines above the stacks:
//
//	panic: open the gate: boom [recovered, repanicked]
//
//	fatal error: concurrent map writes
package stackdump

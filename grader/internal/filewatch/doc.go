// Package filewatch tells when files of one folder were saved:
//
//	filewatch.Run(ctx, "exercises/101_counter", filewatch.Options{
//		Match: func(name string) bool { return strings.HasSuffix(name, ".go") },
//	}, func() { fmt.Println("saved") })
//
// It listens to the system's events and looks at the folder every second all
// the same: network and shared folders send no events, a folder that was
// renamed and made anew sends those of the wrong one, and events can be lost.
// What counts is what the files look like: an event after which size, time and
// identity of every file are as before is none.
package filewatch

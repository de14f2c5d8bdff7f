// Package watch is a screen that judges on every save: a header, the verdict
// on the exercise in hand, and a line of keys. It knows neither how to judge
// nor what the pages say; whoever opens it tells:
//
//	err := watch.Run(ctx, watch.Options{
//		Exercises: []watch.Exercise{{ID: "101_counter", Folder: "exercises/101_counter"}},
//		Check: func(ctx context.Context, i int, step func(string)) watch.Outcome { … },
//		Hash:  func(i int) string { … },
//	})
//
// Three things go on at once, and meet in the screen's Update only:
//
//   - package filewatch tells of saves in the folder in hand;
//   - one check runs at a time (checker.go). A save ends it and starts another;
//     when one is over and the folder holds other code than it judged, it
//     starts again, so that what is shown last is about what is there;
//   - keys. A page is made beside the screen, which never waits.
//
// Run comes back when all of them have ended, with the terminal as it was.
package watch

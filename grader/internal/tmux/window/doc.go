// Package window drives a program in a real terminal: keys go in, what a person
// would see comes out.
//
//	w, err := window.Open(ctx, window.Options{Width: 80, Height: 24}, "racekata-grader", "watch")
//	…
//	defer w.Close()
//	screen, err := w.Until("waits", func(screen string) bool {
//		return strings.Contains(screen, "waiting for a save")
//	})
//	err = w.Keys("q")
//
// Each window has a tmux server of its own, so that no window of the person's
// own tmux is touched. Package tmux is the same for tests.
package window

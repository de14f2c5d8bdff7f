// Package tmux gives tests a real terminal to drive a screen in: keys go in,
// what a person would see comes out.
//
//	term := tmux.Start(t, tmux.Options{Width: 80, Height: 24}, "racekata-grader", "watch")
//	term.Wait("waiting for a save")
//	term.Keys("q")
//	require.Equal(t, 0, term.Exit())
//
// It is package window with a test around it: a shell in the window runs the
// command and says how it ended. Where tmux is not installed, tests that need it
// are skipped with that reason.
package tmux

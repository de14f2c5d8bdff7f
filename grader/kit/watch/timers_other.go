//go:build go1.21 && !racekata_workspace

package watch

const timersKnown = false

func untilNextTimer() int64 { return 0 }

package kit

import "racekata/grader/kit/watch"

// EnvEvents is the variable by which the runner says that file descriptor 3
// is its event pipe, EnvLimit the one that holds the run's limit as a Go
// duration.
const (
	EnvEvents = watch.EnvEvents
	EnvLimit  = watch.EnvLimit
)

// Event is one line of JSON on the event pipe.
type Event = watch.Event

// The names of events.
const (
	EventBegan  = watch.EventBegan
	EventFailed = watch.EventFailed
	EventLeak   = watch.EventLeak
	EventEnded  = watch.EventEnded
	EventDone   = watch.EventDone
	EventStuck  = watch.EventStuck
	EventBusy   = watch.EventBusy
	EventTime   = watch.EventTime
)

package filewatch

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what to watch and how. The zero value watches every file.
type Options struct {
	// Match says which files count, by their base name; nil is all.
	Match func(name string) bool
	// Quiet is how long no further event may come before a save is told: an
	// editor that saves by rename makes three or four. 0 is 40 ms.
	Quiet time.Duration
	// Poll is how often the folder is looked at beside the events. 0 is a
	// second.
	Poll time.Duration
	// Problem is told, in a sentence, when events cannot be had and only the
	// looking is left; nil is nobody.
	Problem func(string)

	// events opens the source of events; tests replace it.
	events func() (*fsnotify.Watcher, error)
}

func (o Options) withDefaults() Options {
	if o.Match == nil {
		o.Match = func(string) bool { return true }
	}
	if o.Quiet == 0 {
		o.Quiet = 40 * time.Millisecond
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	if o.Problem == nil {
		o.Problem = func(string) {}
	}
	if o.events == nil {
		o.events = fsnotify.NewWatcher
	}
	return o
}

// Run calls saved, from the calling goroutine, each time the folder's files
// have changed, until the context is done. The folder may be missing, come
// back, or be another one of the same name.
func Run(ctx context.Context, dir string, o Options, saved func()) {
	w := watcher{dir: dir, Options: o.withDefaults()}
	w.look()
	w.listen()
	defer w.deafen()
	w.loop(ctx, saved)
}

type watcher struct {
	Options
	dir    string
	seen   snapshot
	events *fsnotify.Watcher // nil: only the looking is left
	heard  identity          // the folder that events come from
	silent bool              // a problem was told
}

func (w *watcher) loop(ctx context.Context, saved func()) {
	poll := time.NewTicker(w.Poll)
	defer poll.Stop()
	quiet := time.NewTimer(w.Quiet)
	quiet.Stop()
	for {
		var (
			events chan fsnotify.Event
			errs   chan error
		)
		if w.events != nil {
			events, errs = w.events.Events, w.events.Errors
		}
		select {
		case <-ctx.Done():
			return
		case _, ok := <-events:
			if !ok {
				w.events = nil
				continue
			}
			quiet.Reset(w.Quiet)
		case _, ok := <-errs:
			if !ok {
				w.events = nil
				continue
			}
			// Events were lost, or the folder went: looking tells.
			quiet.Reset(w.Quiet)
		case <-quiet.C:
			if w.look() {
				saved()
			}
		case <-poll.C:
			w.listen()
			if w.look() {
				saved()
			}
		}
	}
}

// look takes in what the files look like now and tells whether that is news.
func (w *watcher) look() bool {
	now := take(w.dir, w.Match)
	news := !now.equal(w.seen)
	w.seen = now
	return news
}

// listen sees to it that events come from the folder that has the name now.
func (w *watcher) listen() {
	if w.silent {
		return
	}
	now, err := identify(w.dir)
	if err != nil || (w.events != nil && now == w.heard) {
		return // a missing folder is waited for by looking
	}
	w.deafen()
	events, err := w.Options.events()
	if err == nil {
		if err = events.Add(w.dir); err != nil {
			err = errors.Join(err, events.Close())
		}
	}
	if err != nil {
		w.silent = true
		w.Problem(sentence(err, w.Poll))
		return
	}
	w.events, w.heard = events, now
}

func (w *watcher) deafen() {
	if w.events == nil {
		return
	}
	// What it could say on closing concerns nobody any more.
	_ = w.events.Close()
	w.events = nil
}

// sentence says why there are no events. Linux has two limits, see inotify(7):
// instances for each user and watches for each user.
func sentence(err error, poll time.Duration) string {
	instead := fmt.Sprintf("saves are looked for every %v instead", poll)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the limit of watched files is reached (sysctl fs.inotify.max_user_watches); " + instead
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "the limit of file watchers or open files is reached (sysctl fs.inotify.max_user_instances, ulimit -n); " + instead
	}
	return fmt.Sprintf("the system sends no file events (%v); %s", err, instead)
}

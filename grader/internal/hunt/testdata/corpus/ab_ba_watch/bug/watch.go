// bug: Put locks the store and then each watcher, a closing watcher locks itself and then the store ; kind: stuck

// Package watch tells watchers which keys of a store changed.
package watch

import "sync"

// Store is a map that tells its watchers about each write.
type Store struct {
	mu       sync.Mutex
	values   map[string]string
	watchers map[*Watcher]bool
}

// NewStore returns an empty store.
func NewStore() *Store {
	return &Store{values: make(map[string]string), watchers: make(map[*Watcher]bool)}
}

// Put writes a value and notifies every watcher.
func (s *Store) Put(key, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[key] = value
	for w := range s.watchers {
		w.notify(key)
	}
}

// Watch starts recording changes.
func (s *Store) Watch() *Watcher {
	w := &Watcher{store: s}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers[w] = true
	return w
}

func (s *Store) remove(w *Watcher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.watchers, w)
}

// Watcher collects the keys that changed.
type Watcher struct {
	store *Store
	mu    sync.Mutex
	keys  []string
}

func (w *Watcher) notify(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.keys = append(w.keys, key)
}

// Close stops recording and returns the keys seen.
func (w *Watcher) Close() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.store.remove(w)
	return w.keys
}

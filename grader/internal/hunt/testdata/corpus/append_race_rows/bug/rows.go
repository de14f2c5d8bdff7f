// bug: Add appends under the lock, and the flush that it calls reads and empties the same slice without it ; kind: data race or wrong result

// Package rows collects rows and writes them in batches.
package rows

import "sync"

// Writer writes a batch whenever enough rows have come together.
type Writer struct {
	mu      sync.Mutex
	rows    []string
	limit   int
	flushes int
	write   func(batch []string)
}

// New returns a writer of batches of limit rows.
func New(limit int, write func(batch []string)) *Writer {
	return &Writer{limit: limit, write: write}
}

// Add takes one row.
func (w *Writer) Add(row string) {
	w.mu.Lock()
	w.rows = append(w.rows, row)
	full := len(w.rows) >= w.limit
	w.mu.Unlock()
	if full {
		w.flush()
		w.mu.Lock()
		w.flushes++
		w.mu.Unlock()
	}
}

func (w *Writer) flush() {
	w.write(w.rows)
	w.rows = w.rows[:0]
}

// Close writes the rows that are left and returns the number of full batches.
func (w *Writer) Close() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.flush()
	return w.flushes
}

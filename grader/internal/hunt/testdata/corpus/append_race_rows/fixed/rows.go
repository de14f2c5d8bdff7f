// fixed: the flush happens before Add releases the lock

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
	defer w.mu.Unlock()
	if len(w.rows) >= w.limit {
		w.flush()
		w.flushes++
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

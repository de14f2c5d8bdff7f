// fixed: Log holds a read lock from the look to the send, and Close sets the flag under the write lock

// Package logger writes lines in the background.
package logger

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// Logger hands lines to one writer.
type Logger struct {
	mu     sync.RWMutex
	closed atomic.Bool
	logged atomic.Int64
	lines  chan string
	done   chan struct{}
}

// Start returns a logger that calls write for each line.
func Start(write func(line string)) *Logger {
	l := &Logger{lines: make(chan string, 16), done: make(chan struct{})}
	go func() {
		defer close(l.done)
		for line := range l.lines {
			write(line)
		}
	}()
	return l
}

// Log writes a line, or drops it when the logger is closed.
func (l *Logger) Log(line string) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.closed.Load() {
		return
	}
	l.lines <- line
	l.logged.Add(1)
}

// Close writes what was logged before, and how much it was; once only.
func (l *Logger) Close() {
	l.mu.Lock()
	l.closed.Store(true)
	l.mu.Unlock()
	l.lines <- fmt.Sprintf("%d lines", l.logged.Load())
	close(l.lines)
	<-l.done
}

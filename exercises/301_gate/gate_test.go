package gate_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gate "racekata/exercises/301_gate"
)

// catalogue is a connection to a catalogue of one book.
type catalogue struct{}

func (catalogue) Find(string) (string, error) { return "second floor, 14", nil }
func (catalogue) Close()                      {}

func TestReadersShareTheCatalogue(t *testing.T) {
	const limit, readers = 2, 12
	g := gate.New(limit, func(context.Context) (gate.Conn, error) { return catalogue{}, nil })
	defer g.Close()

	var (
		visits sync.WaitGroup
		inside atomic.Int64
		found  atomic.Int64
	)
	for range readers {
		visits.Go(func() {
			err := g.Do(t.Context(), func(c gate.Conn) error {
				if n := inside.Add(1); n > limit {
					t.Errorf("%d readers ask at once; the server accepts %d", n, limit)
				}
				defer inside.Add(-1)
				time.Sleep(2 * time.Millisecond) // the catalogue is large
				if _, err := c.Find("Middlemarch"); err != nil {
					return err
				}
				found.Add(1)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	visits.Wait()
	if n := found.Load(); n != readers {
		t.Errorf("%d of %d readers found their book", n, readers)
	}
}

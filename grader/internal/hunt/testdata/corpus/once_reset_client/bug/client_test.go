package client

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestDialIsRetriedAndShared(t *testing.T) {
	var dials atomic.Int64
	c := New(func() (*Conn, error) {
		n := dials.Add(1)
		if n == 1 {
			return nil, errors.New("refused")
		}
		return &Conn{ID: int(n)}, nil
	})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				conn, err := c.Conn()
				if err != nil {
					continue
				}
				if conn.ID != 2 {
					t.Errorf("connection %d, want the second", conn.ID)
				}
				return
			}
		})
	}
	wg.Wait()
}

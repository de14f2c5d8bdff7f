package limiter

import (
	"context"
	"errors"
	"sync"
	"testing"
)

func TestDrainAfterCancel(t *testing.T) {
	l := New(2)
	ctx, cancel := context.WithCancel(context.Background())
	call := func() {
		if err := l.Do(ctx, func() {}); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	var wg sync.WaitGroup
	wg.Go(call)
	wg.Go(cancel)
	wg.Go(call)
	wg.Wait()
	l.Drain()
}

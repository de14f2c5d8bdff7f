package lookup

import (
	"context"
	"errors"
	"sync"
	"testing"
)

func TestLookupHonoursCancel(t *testing.T) {
	hosts := map[string]string{"db": "10.0.0.7"}
	r := Resolver(func(name string) (string, error) { return hosts[name], nil })
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(cancel)
	addr, err := r.Lookup(ctx, "db")
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err == nil && addr != "10.0.0.7" {
		t.Errorf("db is at %q", addr)
	}
	wg.Wait()
}

package find

import (
	"context"
	"errors"
	"sync"
	"testing"
)

func TestFindUnderCancel(t *testing.T) {
	docs := []Document{{"mutexes"}, {"channels"}}
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	seen := make(chan struct{})
	wg.Go(func() {
		<-seen
		cancel()
	})
	doc, err := Find(ctx, docs, func(d Document) bool {
		if d.Title == "channels" {
			close(seen)
		}
		return d.Title == "channels"
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err == nil && doc.Title != "channels" {
		t.Errorf("found %q", doc.Title)
	}
	wg.Wait()
}

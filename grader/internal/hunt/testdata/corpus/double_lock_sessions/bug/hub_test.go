package hub

import (
	"sync"
	"testing"
)

func TestClientLeavesThenHubCloses(t *testing.T) {
	h := New()
	requests, replies := make(chan string), make(chan string)
	s := h.Open()
	var wg sync.WaitGroup
	wg.Go(func() { s.Serve(requests, replies) })

	for _, word := range []string{"ping", "bye"} {
		requests <- word
		<-replies
	}
	close(requests)
	if extra, ok := <-replies; ok {
		t.Errorf("unexpected reply %q", extra)
	}
	h.Close()
	wg.Wait()
	if h.closed != 1 {
		t.Errorf("%d sessions closed, want 1", h.closed)
	}
}

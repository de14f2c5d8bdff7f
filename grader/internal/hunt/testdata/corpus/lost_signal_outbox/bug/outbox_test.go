package outbox

import (
	"slices"
	"sync"
	"testing"
)

func TestMailsLeaveInOrder(t *testing.T) {
	o := New()
	mails := []string{"welcome", "invoice", "reminder"}
	var wg sync.WaitGroup
	wg.Go(func() {
		for _, mail := range mails {
			o.Push(mail)
		}
	})
	var sent []string
	for range mails {
		sent = append(sent, o.Pop())
	}
	wg.Wait()
	if !slices.Equal(sent, mails) {
		t.Errorf("sent %q", sent)
	}
}

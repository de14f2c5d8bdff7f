package mailbox

import (
	"sync"
	"testing"
)

func TestEveryLetterIsAnswered(t *testing.T) {
	m := New()
	replies := make(chan string)
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 3 {
			replies <- "re: " + m.Take()
		}
	})
	for _, letter := range []string{"hello", "how are you", "bye"} {
		m.Put(letter)
		if reply := <-replies; reply != "re: "+letter {
			t.Errorf("%q was answered with %q", letter, reply)
		}
	}
	wg.Wait()
}

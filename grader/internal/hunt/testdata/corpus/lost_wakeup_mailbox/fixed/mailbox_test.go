package mailbox

import (
	"strconv"
	"sync"
	"testing"
)

func TestTakeReturnsEveryLetter(t *testing.T) {
	m := New()
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 3 {
			if letter := m.Take(); letter != strconv.Itoa(i) {
				t.Errorf("letter %d is %q", i, letter)
			}
		}
	})
	for i := range 3 {
		m.Put(strconv.Itoa(i))
	}
	wg.Wait()
}

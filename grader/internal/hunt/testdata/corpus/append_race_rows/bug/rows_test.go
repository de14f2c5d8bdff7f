package rows

import (
	"strconv"
	"sync"
	"testing"
)

func TestEveryRowIsWritten(t *testing.T) {
	written := make(map[string]int)
	w := New(4, func(batch []string) {
		for _, row := range batch {
			written[row]++
		}
	})
	var wg sync.WaitGroup
	for g := range 2 {
		wg.Go(func() {
			for i := range 3 {
				w.Add(strconv.Itoa(10*g + i))
			}
		})
	}
	wg.Wait()
	if full := w.Close(); full != 1 {
		t.Errorf("%d full batches, want 1", full)
	}
	if len(written) != 6 {
		t.Errorf("written: %v", written)
	}
}

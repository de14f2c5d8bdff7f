package codec

import (
	"sync"
	"testing"
)

func TestEncodeFromTwoGoroutines(t *testing.T) {
	var c Codec
	var wg sync.WaitGroup
	for _, name := range []string{"ann", "bob"} {
		wg.Go(func() {
			if text := string(c.Encode(7, name)); text != "7="+name {
				t.Errorf("encoded as %q", text)
			}
			if c.Idle() > 2 {
				t.Error("more buffers than goroutines")
			}
		})
	}
	wg.Wait()
}

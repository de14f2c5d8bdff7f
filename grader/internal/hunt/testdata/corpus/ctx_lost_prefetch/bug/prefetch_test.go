package prefetch

import (
	"context"
	"fmt"
	"testing"
)

func TestPagesComeInOrder(t *testing.T) {
	r := Open(context.Background(), func(_ context.Context, page int) string {
		return fmt.Sprint("page ", page)
	})
	defer r.Close()
	for n := 1; n <= 3; n++ {
		if got := r.Next(); got != fmt.Sprint("page ", n) {
			t.Errorf("page %d is %q", n, got)
		}
	}
}

package dialer

import (
	"slices"
	"testing"
)

func TestEveryNodeIsDialled(t *testing.T) {
	got := Nodes("a:1, b:2", func(addr string) string { return "hello from " + addr })
	if !slices.Equal(got, []string{"hello from a:1", "hello from b:2"}) {
		t.Errorf("got %q", got)
	}
}

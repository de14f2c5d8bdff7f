package search

import "testing"

func TestFirst(t *testing.T) {
	lines := []string{"A mutex", "guards", "a Map", "of maps"}
	if n := First(lines, "map"); n != 2 {
		t.Errorf("found in line %d, want 2", n)
	}
	if n := First(lines, "lock"); n != -1 {
		t.Errorf("found in line %d, want -1", n)
	}
}

package journal

import "testing"

func TestCloseWritesEverything(t *testing.T) {
	n := 0
	j := Open(func(string) { n++ })
	for _, entry := range []string{"begin", "insert", "update", "commit"} {
		j.Add(entry)
	}
	j.Close()
	if n != 4 {
		t.Errorf("%d entries written, want 4", n)
	}
}

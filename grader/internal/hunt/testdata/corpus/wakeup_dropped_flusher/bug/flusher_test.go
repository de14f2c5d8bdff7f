package flusher

import "testing"

func TestLinesAreWritten(t *testing.T) {
	var written []string
	f := New(func(text string) { written = append(written, text) })
	for _, text := range []string{"start", "listen", "serve"} {
		<-f.Append(text)
	}
	f.Close()
	if len(written) != 3 {
		t.Errorf("written: %q", written)
	}
}

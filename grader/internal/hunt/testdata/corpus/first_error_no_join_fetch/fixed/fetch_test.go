package fetch

import (
	"errors"
	"testing"
)

func TestPagesNextToAnError(t *testing.T) {
	gone := errors.New("gone")
	last := make(chan struct{})
	pages, err := All([]string{"/a", "/b", "/gone", "/c"}, func(url string) (string, error) {
		switch url {
		case "/gone":
			<-last // the server is slow to find out
			return "", gone
		case "/c":
			close(last)
		}
		return "page " + url, nil
	})
	if !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
	for _, page := range pages {
		if page != "" && page[:5] != "page " {
			t.Errorf("page %q", page)
		}
	}
}

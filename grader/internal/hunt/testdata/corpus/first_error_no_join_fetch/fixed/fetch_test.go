package fetch

import (
	"errors"
	"testing"
)

func TestPagesNextToAnError(t *testing.T) {
	gone := errors.New("gone")
	pages, err := All([]string{"/a", "/b", "/gone", "/c"}, func(url string) (string, error) {
		if url == "/gone" {
			return "", gone
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

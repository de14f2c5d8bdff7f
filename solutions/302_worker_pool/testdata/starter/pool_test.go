package ocr_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	ocr "racekata/exercises/302_worker_pool"
)

func TestAnIssueIsRead(t *testing.T) {
	p := ocr.New(4)
	defer p.Close()

	issue := make([]int, 40)
	for i := range issue {
		issue[i] = i + 1
	}
	torn := errors.New("the page is torn")
	results, err := p.Read(t.Context(), issue, func(_ context.Context, page int) (string, error) {
		if page == 13 {
			return "", torn
		}
		return fmt.Sprintf("the text of page %d", page), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != len(issue) {
		t.Fatalf("%d results of %d pages", len(results), len(issue))
	}
	for i, r := range results {
		want := fmt.Sprintf("the text of page %d", issue[i])
		switch {
		case issue[i] == 13 && !errors.Is(r.Err, torn):
			t.Errorf("page 13 is torn, and its result is %+v", r)
		case issue[i] != 13 && (r.Text != want || r.Err != nil):
			t.Errorf("the result of page %d is %+v", issue[i], r)
		}
	}
}

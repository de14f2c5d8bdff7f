package hits_test

import (
	"sync"
	"testing"

	hits "racekata/exercises/103_hit_stats"
)

func TestTenAnswers(t *testing.T) {
	s := hits.New()
	defer s.Close()

	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			s.Hit(func() int64 { return int64(i) * 100 })
		})
	}
	wg.Wait()

	want := hits.Snapshot{Hits: 10, Bytes: 4500, Largest: 900}
	if got := s.Snapshot(); got != want {
		t.Errorf("the figures are %+v, not %+v", got, want)
	}
}

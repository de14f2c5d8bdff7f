package settings_test

import (
	"fmt"
	"sync"
	"testing"

	settings "racekata/exercises/112_publish"
)

func contract(n int) settings.Settings {
	return settings.Settings{
		Endpoint: fmt.Sprintf("https://pay%d.example", n),
		Key:      fmt.Sprintf("key %d", n),
		Limits:   map[string]int64{"EUR": int64(n) * 100},
	}
}

func TestRequestsSeeThePublishedSettings(t *testing.T) {
	s := settings.New(func(old, next settings.Settings) error { return nil })
	defer s.Close()

	for n := 1; n <= 5; n++ {
		if _, err := s.Publish(contract(n)); err != nil {
			t.Fatal(err)
		}
		var requests sync.WaitGroup
		for range 10 {
			requests.Go(func() {
				got, version := s.Current()
				if got.Key != contract(n).Key || version != int64(n) {
					t.Errorf("after publication %d a request saw %q, version %d", n, got.Key, version)
				}
			})
		}
		requests.Wait()
	}
}

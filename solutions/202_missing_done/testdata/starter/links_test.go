package links_test

import (
	"testing"
	"time"

	links "racekata/exercises/202_missing_done"
)

func TestSiteIsFine(t *testing.T) {
	site := []string{
		"https://docs.example/install",
		"https://docs.example/first-steps",
		"https://docs.example/reference",
		"https://docs.example/faq",
	}
	fetch := func(string) error {
		time.Sleep(10 * time.Millisecond) // the network
		return nil
	}
	if broken := links.Check(site, fetch); len(broken) > 0 {
		t.Errorf("broken links: %v", broken)
	}
}

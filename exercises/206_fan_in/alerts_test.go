package alerts_test

import (
	"testing"

	alerts "racekata/exercises/206_fan_in"
)

func TestAlertsOfAllSites(t *testing.T) {
	sites := []string{"harbour", "airport", "station"}
	const each = 5
	var (
		feeds  []chan alerts.Alert
		inputs []<-chan alerts.Alert
	)
	for range sites {
		feed := make(chan alerts.Alert)
		feeds, inputs = append(feeds, feed), append(inputs, feed)
	}
	merged := alerts.Merge(t.Context(), inputs...)

	for i, site := range sites {
		go func() {
			for n := range each {
				feeds[i] <- alerts.Alert{Site: site, Number: n + 1}
			}
		}()
	}
	got := map[string]int{}
	for range len(sites) * each {
		alert := <-merged
		got[alert.Site]++
	}
	for _, feed := range feeds { // good night
		close(feed)
	}
	if alert, ok := <-merged; ok {
		t.Errorf("%v came after the last alert", alert)
	}

	for _, site := range sites {
		if got[site] != each {
			t.Errorf("%d of %d alerts of the %s arrived", got[site], each, site)
		}
	}
}

package weather_test

import (
	"strconv"
	"testing"
	"time"

	weather "racekata/exercises/205_pipeline"
)

func TestThreeBatchesAreStored(t *testing.T) {
	const size, batches = 4, 3
	line := 0
	next := func() (string, bool) {
		time.Sleep(2 * time.Millisecond) // the network
		line++
		return strconv.Itoa(line), line <= size*batches
	}
	parse := func(line string) weather.Reading {
		n, _ := strconv.Atoi(line)
		return weather.Reading{Station: "Zugspitze", Tenths: n}
	}

	im := weather.New(size, next, parse)
	var table []weather.Reading
	for range batches {
		table = append(table, <-im.Batches()...)
	}
	im.Close()

	if len(table) != size*batches {
		t.Fatalf("%d of %d readings were stored", len(table), size*batches)
	}
	for i, r := range table {
		if r.Tenths != i+1 {
			t.Errorf("reading %d is %d", i+1, r.Tenths)
		}
	}
}

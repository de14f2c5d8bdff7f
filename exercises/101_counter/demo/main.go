// Command demo plays a week of a web page that eight servers deliver, and
// compares the counter with what it must show:
//
//	go run ./exercises/101_counter/demo
package main

import (
	"crypto/sha256"
	"fmt"
	"sync"

	counter "racekata/exercises/101_counter"
)

func main() {
	for day := 1; day <= 7; day++ {
		got, want := playOneDay()
		fmt.Printf("day %d: %d of %d hits were counted, %d lost\n", day, got, want, want-got)
	}
}

func playOneDay() (got, want int) {
	const servers, hits = 8, 20_000

	c := counter.New()
	defer c.Close()

	var wg sync.WaitGroup
	for range servers {
		wg.Go(func() {
			for range hits {
				deliver()
				c.Add(1)
			}
		})
	}
	wg.Wait()
	return c.Value(), servers * hits
}

// deliver is the work that a page takes: here the checksum of its text.
func deliver() {
	var page [512]byte
	sha256.Sum256(page[:])
}

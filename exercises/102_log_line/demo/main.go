// Command demo plays the same day of a web page twice: once with a log that
// writes nothing, once with one that writes a line to a file.
//
//	go run ./exercises/102_log_line/demo
package main

import (
	"crypto/sha256"
	"fmt"
	"log"
	"os"
	"sync"

	visits "racekata/exercises/102_log_line"
)

func main() {
	file, err := os.CreateTemp("", "visits-*.log")
	if err != nil {
		log.Fatal(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	logger := log.New(file, "", log.LstdFlags)

	day("silent log", func(int64) {})
	day("log in a file", func(total int64) { logger.Printf("visit %d", total) })
}

func day(name string, logVisit func(total int64)) {
	const servers, each = 8, 5_000

	c := visits.New(logVisit)
	defer c.Close()

	var wg sync.WaitGroup
	for range servers {
		wg.Go(func() {
			for range each {
				deliver()
				c.Add()
			}
		})
	}
	wg.Wait()

	got, want := c.Total(), int64(servers*each)
	fmt.Printf("%-14s %d of %d visits were counted, %d lost\n", name+":", got, want, want-got)
}

// deliver is the work that a page takes: here the checksum of its text.
func deliver() {
	var page [512]byte
	sha256.Sum256(page[:])
}

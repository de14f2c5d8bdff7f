package runner

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Event is one line that the kit wrote on its pipe; package kit documents the
// names. The two declarations are held equal by a test: this package does not
// import the kit, which would link the testing package into the grader.
type Event struct {
	Name   string `json:"event"`
	Test   string `json:"test,omitempty"`
	Races  int    `json:"races"`
	Failed bool   `json:"failed,omitempty"`
	Text   string `json:"text,omitempty"`
}

// The names of events.
const (
	EventBegan  = "began"
	EventFailed = "failed"
	EventLeak   = "leak"
	EventEnded  = "ended"
	EventDone   = "done"
	EventStuck  = "stuck"
	EventBusy   = "busy"
	EventTime   = "time"
)

// readEvents decodes lines until the end. A last line without its end is left
// out: its writer was killed half-way, as when one goroutine panics while
// another reports.
func readEvents(r io.Reader) ([]Event, error) {
	var events []Event
	br := bufio.NewReader(r)
	for {
		line, err := br.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return events, nil
		}
		if err != nil {
			return events, err
		}
		var e Event
		if err := json.Unmarshal(line, &e); err != nil {
			return events, fmt.Errorf("event %d is not one line of JSON: %w", len(events)+1, err)
		}
		events = append(events, e)
	}
}

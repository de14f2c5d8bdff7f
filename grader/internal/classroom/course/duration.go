package course

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// longest bounds a duration of a course; more is a slip.
const longest = 400 * day

// parseDuration reads "15m", "36h", "7d" or "1d12h": what the standard library
// takes, with days before it.
func parseDuration(s string) (time.Duration, error) {
	text := strings.ReplaceAll(s, " ", "")
	var d time.Duration
	if days, rest, ok := strings.Cut(text, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		// Written so that it catches a NaN as well.
		if err != nil || !(n >= 0 && n <= float64(longest/day)) {
			return 0, errors.New("no number of days, or more than 400")
		}
		d, text = time.Duration(n*float64(day)), rest
		if rest == "" {
			return d, nil
		}
	}
	more, err := time.ParseDuration(text)
	if err != nil {
		return 0, errors.New("no duration")
	}
	if more < 0 || more > longest || d+more > longest {
		return 0, errors.New("negative, or more than 400 days")
	}
	return d + more, nil
}

// Spell writes a duration for a person, to the minute: "1 day 12 hours".
func Spell(d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{day, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		n := d / unit.size
		d -= n * unit.size
		switch {
		case n == 1:
			parts = append(parts, "1 "+unit.name)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", n, unit.name))
		}
	}
	if len(parts) == 0 {
		return "less than a minute"
	}
	return strings.Join(parts, " ")
}

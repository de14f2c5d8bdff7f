package interview

import (
	"fmt"
	"strconv"
	"strings"
)

// The levels that an exercise can have.
const (
	lowestLevel  = 1
	highestLevel = 4
)

// ParseLevels reads "3", "2..4", "2.." or "..3". The error is a sentence for
// the person who typed it.
func ParseLevels(s string) (lowest, highest int, err error) {
	from, to, isRange := strings.Cut(strings.TrimSpace(s), "..")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if from == "" && to == "" {
		return 0, 0, fmt.Errorf("%q names no level: write 3, 2.. or 2..4", s)
	}
	lowest, highest = lowestLevel, highestLevel
	if from != "" {
		if lowest, err = parseLevel(from); err != nil {
			return 0, 0, err
		}
	}
	switch {
	case !isRange:
		highest = lowest
	case to != "":
		if highest, err = parseLevel(to); err != nil {
			return 0, 0, err
		}
	}
	if lowest > highest {
		return 0, 0, fmt.Errorf("the levels %d..%d run backwards: write %d..%d", lowest, highest, highest, lowest)
	}
	return lowest, highest, nil
}

func parseLevel(s string) (int, error) {
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is no level: write 3, 2.. or 2..4", s)
	case n < lowestLevel || n > highestLevel:
		return 0, fmt.Errorf("there is no level %d: levels go from %d to %d", n, lowestLevel, highestLevel)
	}
	return n, nil
}

package course

import (
	"regexp"
	"slices"
	"strings"

	"racekata/grader/internal/exercise"
)

// numbers is a pattern of numbers: 2xx is all of coordination, 10x is 101 to
// 109.
var numbers = regexp.MustCompile(`^[0-9x]{3}$`)

// Select is the exercises that any of the patterns names, by id, each once. A
// pattern is what [exercise.Catalogue.Find] takes, an id, a number or a unique
// part of an id, or a number with x for any digit. No pattern is all. The error
// is an *exercise.UnknownError.
func Select(c exercise.Catalogue, patterns ...string) (exercise.Catalogue, error) {
	if len(patterns) == 0 {
		return slices.Clone(c), nil
	}
	named := map[string]bool{}
	for _, p := range patterns {
		some, err := match(c, p)
		if err != nil {
			return nil, err
		}
		for _, e := range some {
			named[e.ID] = true
		}
	}
	var chosen exercise.Catalogue
	for _, e := range c {
		if named[e.ID] {
			chosen = append(chosen, e)
		}
	}
	return chosen, nil
}

// match is the exercises that one pattern names, at least one.
func match(c exercise.Catalogue, pattern string) (exercise.Catalogue, error) {
	pattern = strings.TrimSpace(pattern)
	if folded := strings.ToLower(pattern); numbers.MatchString(folded) && strings.Contains(folded, "x") {
		var some exercise.Catalogue
		for _, e := range c {
			if fits(e.Number(), folded) {
				some = append(some, e)
			}
		}
		if len(some) > 0 {
			return some, nil
		}
	}
	e, err := c.Find(pattern)
	if err != nil {
		return nil, err
	}
	return exercise.Catalogue{e}, nil
}

func fits(number, pattern string) bool {
	if len(number) != len(pattern) {
		return false
	}
	for i := range pattern {
		if pattern[i] != 'x' && pattern[i] != number[i] {
			return false
		}
	}
	return true
}

func has(c exercise.Catalogue, id string) bool {
	return slices.ContainsFunc(c, func(e *exercise.Exercise) bool { return e.ID == id })
}

package candidate

import (
	"fmt"

	"racekata/grader/internal/exercise"
)

// Starter is what a learner begins an exercise with.
func Starter(e *exercise.Exercise) (Candidate, error) {
	starter, err := e.Starter()
	if err != nil {
		return Candidate{}, err
	}
	c, err := FromFS(starter, ".")
	if err != nil {
		return c, fmt.Errorf("starter of %s: %w", e.ID, err)
	}
	return c, nil
}

// Untouched tells whether a candidate of that hash is the starter.
func Untouched(e *exercise.Exercise, hash string) (bool, error) {
	c, err := Starter(e)
	return err == nil && c.Hash() == hash, err
}

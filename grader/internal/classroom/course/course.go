package course

import (
	"fmt"
	"slices"
	"time"

	"racekata/grader/internal/exercise"
)

// Course is how a course goes.
type Course struct {
	Title string // "" when the file has none
	// Exercises are those of the course, in the order of the file: each once.
	Exercises  []Exercise
	Late       Rule
	Extensions []Extension
	Teams      []Team
}

// Exercise is one that is graded.
type Exercise struct {
	ID string // "101_counter"
	// Weight is what a point of it is worth, beside those of the others: 1
	// unless the file says otherwise, 0 for practice only.
	Weight float64
	// Deadline has the offset that the file gives. Zero: none.
	Deadline time.Time
}

// Extension is more time for one student or team.
type Extension struct {
	// Student is a name, login, id or address, or the name of a team.
	Student string
	// Exercise is the id of the one that it is for; "" is all of them.
	Exercise string
	// Deadline is the new one, or zero; then More is added to the old one.
	Deadline time.Time
	More     time.Duration
	Reason   string
}

// Team is students who hand in together.
type Team struct {
	Name string
	// Members are names, logins, ids or addresses.
	Members []string
}

// Of is a course without a file: the exercises that the patterns name, as
// [Select] has them, with weight 1 and no deadlines. The error is that of
// Select.
func Of(c exercise.Catalogue, patterns ...string) (*Course, error) {
	chosen, err := Select(c, patterns...)
	if err != nil {
		return nil, err
	}
	course := &Course{}
	for _, e := range chosen {
		course.Exercises = append(course.Exercises, Exercise{ID: e.ID, Weight: 1})
	}
	return course, nil
}

// NotInError says that an exercise is there, but not in the course.
type NotInError struct {
	Pattern string
	Have    []string // the ids of those that are
}

func (e *NotInError) Error() string { return fmt.Sprintf("the course has no exercise %q", e.Pattern) }

// Only is the course with those of its exercises that the patterns name; none
// are all. The error is that of [Select], or a *NotInError.
func (c *Course) Only(all exercise.Catalogue, patterns ...string) (*Course, error) {
	mine := c.Catalogue(all)
	chosen := mine
	for i, p := range patterns {
		some, err := match(all, p)
		if err != nil {
			return nil, err
		}
		some = slices.DeleteFunc(slices.Clone(some), func(e *exercise.Exercise) bool { return !has(mine, e.ID) })
		if len(some) == 0 {
			err := &NotInError{Pattern: p}
			for _, e := range mine {
				err.Have = append(err.Have, e.ID)
			}
			return nil, err
		}
		if i == 0 {
			chosen = nil
		}
		chosen = append(chosen, some...)
	}
	only := *c
	only.Exercises = nil
	for _, e := range c.Exercises {
		if has(chosen, e.ID) {
			only.Exercises = append(only.Exercises, e)
		}
	}
	return &only, nil
}

// Catalogue is the exercises of the course, by id.
func (c *Course) Catalogue(all exercise.Catalogue) exercise.Catalogue {
	var mine exercise.Catalogue
	for _, e := range all {
		if c.find(e.ID) != nil {
			mine = append(mine, e)
		}
	}
	return mine
}

// find is the exercise of that id, nil if the course has none.
func (c *Course) find(id string) *Exercise {
	for i := range c.Exercises {
		if c.Exercises[i].ID == id {
			return &c.Exercises[i]
		}
	}
	return nil
}

package command

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/exercise"
)

// asked is all that can be judged, and what of it is asked for.
func (a *app) asked(f classFlags) (exercise.Catalogue, *course.Course, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, nil, err
	}
	co, err := readCourse(f.course, c, f.exercises)
	return c, co, err
}

// readCourse is the course of a file, or of all exercises if path is "",
// narrowed to those that the patterns name.
func readCourse(path string, c exercise.Catalogue, patterns []string) (*course.Course, error) {
	if path == "" {
		return course.Of(c, patterns...)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &usageError{"the course file cannot be read: " + err.Error(), "an example of one: " + program + " handout --example"}
	}
	defer f.Close()
	all, err := course.Read(f, c)
	if wrong := course.Errors(nil); errors.As(err, &wrong) {
		return nil, courseProblem(path, wrong)
	}
	if err != nil {
		return nil, &usageError{path + ": " + err.Error(), "name a file; an example of one: " + program + " handout --example"}
	}
	only, err := all.Only(c, patterns...)
	if not := (*course.NotInError)(nil); errors.As(err, &not) {
		return nil, &usageError{err.Error(), "it has " + strings.Join(not.Have, ", ")}
	}
	return only, err
}

// courseProblem names each mistake with its line and fix.
func courseProblem(path string, wrong course.Errors) error {
	var all []string
	for _, w := range wrong {
		all = append(all, join(fmt.Sprintf("%s: line %d: %s", path, w.Line, w.Problem), w.Fix))
	}
	problem, fix, _ := strings.Cut(all[len(all)-1], join("", ""))
	return &usageError{strings.Join(append(all[:len(all)-1], problem), "\n"), fix}
}

// strangers says whom a course file names that nobody of the class is: with a
// name mistyped there, somebody does not get the time that was given to them.
func strangers(path string, c *course.Course, class *grading.Class) []string {
	var known []string
	for _, st := range class.Students {
		known = append(append(known, st.Name), st.Who...)
	}
	names := c.Strangers(known)
	if len(names) == 0 {
		return nil
	}
	for i, name := range names {
		names[i] = strconv.Quote(name)
	}
	return []string{join(path+" names "+strings.Join(names, ", ")+", whom the roster does not have",
		"write them as the roster does; extensions and teams reach nobody else")}
}

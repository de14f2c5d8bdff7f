package command

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/results"
)

func TestNamesOfACourseFileThatNobodyHas(t *testing.T) {
	class := &grading.Class{Students: []grading.Student{
		{Student: results.Student{Name: "Jane Doe"}, Who: []string{"jdoe", "12"}},
		{Student: results.Student{Name: "John Roe"}, Who: []string{"red"}},
	}}
	c := &course.Course{
		Extensions: []course.Extension{{Student: "JDOE"}, {Student: "Jnae Doe"}, {Student: "red"}},
		Teams:      []course.Team{{Name: "blue", Members: []string{"Roe, John", "ann"}}},
	}
	require.Equal(t, []string{`course.toml names "Jnae Doe", "ann", whom the roster does not have` + "\n  → " +
		"write them as the roster does; extensions and teams reach nobody else"}, strangers("course.toml", c, class))
	c.Extensions, c.Teams = c.Extensions[:1], nil
	require.Empty(t, strangers("course.toml", c, class))
}

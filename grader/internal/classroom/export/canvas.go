package export

import (
	"encoding/csv"
	"fmt"
	"io"

	"racekata/grader/internal/classroom/results"
)

// CanvasOptions say what a Canvas gradebook's columns are called.
type CanvasOptions struct {
	// Columns are the titles of the assignments by exercise, as Canvas exports
	// them: "Counter (98765)". An exercise without one gets its own title, from
	// which Canvas makes a new assignment.
	Columns map[string]string
	// Total makes one column of the sum, called so, instead of one an exercise.
	Total string
}

// Canvas writes a gradebook for Canvas's import. It returns the keys of the
// students whom Canvas cannot find, because they have neither an id, an SIS id
// nor a login; their rows are written all the same. The cell of a grade that
// says nothing of the student, a fault, is empty, and Canvas leaves the grade
// as it is.
func Canvas(w io.Writer, r *results.Results, o CanvasOptions) (unknown []string, err error) {
	if err := allComplete(r); err != nil {
		return nil, fmt.Errorf("write the Canvas gradebook: %w", err)
	}
	head := []string{"Student", "ID", "SIS User ID", "SIS Login ID", "Section"}
	possible := []string{"Points Possible", "", "", "", ""}
	if o.Total != "" {
		_, most := r.Total(&results.Student{})
		head, possible = append(head, cell(o.Total)), append(possible, number(most))
	} else {
		used := map[string]bool{}
		for _, e := range r.Exercises {
			title := o.Columns[e.ID]
			if title == "" {
				title = e.Title
			}
			if title == "" || used[title] {
				title = e.ID // two columns of one name would be one assignment
			}
			used[title] = true
			head, possible = append(head, cell(title)), append(possible, number(e.Weight*float64(e.Max)))
		}
	}
	c := csv.NewWriter(w)
	c.Write(head)
	c.Write(possible)
	for i := range r.Students {
		s := &r.Students[i]
		row := []string{cell(s.Name), cell(s.IDs["id"]), cell(s.IDs["sis_id"]), cell(s.IDs["login"]), cell(s.IDs["section"])}
		if row[1]+row[2]+row[3] == "" {
			unknown = append(unknown, s.Key)
		}
		c.Write(append(row, gradeCells(r, s, o.Total != "")...))
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return nil, fmt.Errorf("write the Canvas gradebook: %w", err)
	}
	return unknown, nil
}

// gradeCells are a student's weighted points, one an exercise or their sum. A
// fault's is empty, and so is a sum with a fault in it.
func gradeCells(r *results.Results, s *results.Student, total bool) []string {
	cells := make([]string, len(s.Grades))
	whole := true
	for i := range s.Grades {
		if s.Grades[i].State == results.Fault && s.Grades[i].Adjusted == nil {
			whole = false
			continue
		}
		cells[i] = number(r.Exercises[i].Weight * s.Grades[i].Points)
	}
	if !total {
		return cells
	}
	if !whole {
		return []string{""}
	}
	sum, _ := r.Total(s)
	return []string{number(sum)}
}

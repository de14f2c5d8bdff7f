package grading

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"racekata/grader/internal/exercise"
)

// AdjustName is the file in the folder of results that holds the teacher's own
// decisions. The grader reads it and never writes it.
const AdjustName = "adjust.csv"

// Adjustments are the teacher's own decisions.
type Adjustments []Adjustment

// Adjustment is one: so many points for an exercise, whatever the verdict.
type Adjustment struct {
	Student  string // key, name, number, login or address
	Exercise string // its id
	Points   float64
	Reason   string
	Line     int
}

// ReadAdjustments reads adjust.csv:
//
//	student,exercise,points,reason
//	ada,101,8,"right, but for a typing error in the package's name"
//
// A row that fits no student or no exercise, that gives more than there is or
// no reason, is an error that names its line.
func ReadAdjustments(in io.Reader, c *Class) (Adjustments, error) {
	r := csv.NewReader(in)
	r.TrimLeadingSpace = true
	r.FieldsPerRecord = -1
	var (
		all  Adjustments
		errs []error
		head = true
	)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", AdjustName, err)
		}
		line, _ := r.FieldPos(0)
		if head {
			head = false
			row[0] = strings.TrimPrefix(row[0], "\ufeff")
			if len(row) > 0 && strings.EqualFold(strings.TrimSpace(row[0]), "student") {
				continue
			}
		}
		if len(row) == 1 && strings.TrimSpace(row[0]) == "" {
			continue
		}
		a, err := c.adjustment(row)
		if err != nil {
			errs = append(errs, fmt.Errorf("read %s: line %d: %w", AdjustName, line, err))
			continue
		}
		a.Line = line
		if i := slices.IndexFunc(all, func(o Adjustment) bool { return o.Student == a.Student && o.Exercise == a.Exercise }); i >= 0 {
			errs = append(errs, fmt.Errorf("read %s: lines %d and %d are both about %s of %s: leave one", AdjustName, all[i].Line, line, a.Exercise, a.Student))
			continue
		}
		all = append(all, a)
	}
	return all, errors.Join(errs...)
}

func (c *Class) adjustment(row []string) (Adjustment, error) {
	if len(row) != 4 {
		return Adjustment{}, fmt.Errorf("it has %d columns and not four: student,exercise,points,reason", len(row))
	}
	for i := range row {
		row[i] = strings.TrimSpace(row[i])
	}
	st, err := c.Find(row[0])
	if err != nil {
		return Adjustment{}, err
	}
	e, err := c.Exercises.Find(row[1])
	if err != nil {
		if unknown := (*exercise.UnknownError)(nil); errors.As(err, &unknown) {
			err = fmt.Errorf("%w among those that are graded", err)
		}
		return Adjustment{}, err
	}
	points, err := strconv.ParseFloat(strings.Replace(row[2], ",", ".", 1), 64)
	if err != nil || math.IsNaN(points) || points < 0 || points > float64(e.Points()) {
		return Adjustment{}, fmt.Errorf("%q is no number of points from 0 to %d", row[2], e.Points())
	}
	if row[3] == "" {
		return Adjustment{}, errors.New("there is no reason: say in a few words why, for whoever asks in a year")
	}
	return Adjustment{Student: st.Key, Exercise: e.ID, Points: points, Reason: row[3]}, nil
}

func (a Adjustments) of(st *Student, exercise string) (Adjustment, bool) {
	i := slices.IndexFunc(a, func(x Adjustment) bool { return x.Student == st.Key && x.Exercise == exercise })
	if i < 0 {
		return Adjustment{}, false
	}
	return a[i], true
}

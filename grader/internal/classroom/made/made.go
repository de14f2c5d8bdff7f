// Package made makes a class's submissions out of the fixtures, for tests and
// measurements:
//
//	students, err := made.Class(dir, catalogue, made.Shape{Students: 300, Exercises: 10, Seed: 1})
//
// The shares are those of a course in its middle: of a hundred pieces of work
// some 10 are missing, 12 are the untouched starter, 40 are right, 26 are wrong
// and 12 are a copy of another student's.
package made

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
)

// Shape is what to make.
type Shape struct {
	Students, Exercises int
	Seed                uint64
	// Distinct gives each piece of work a statement of its own, so that no two
	// are the same, not even to a compiler.
	Distinct bool
}

// pool is what can be handed in for one exercise.
type pool struct {
	e            *exercise.Exercise
	starter      []byte
	right, wrong [][]byte
	handedIn     [][]byte // so far, to be copied
}

// Class writes a folder for each student below dir, with a folder for each
// exercise: the first of the path. It returns how many pieces of work there
// are.
func Class(dir string, c exercise.Catalogue, s Shape) (works int, err error) {
	path := c.Path()
	if s.Exercises > len(path) {
		return 0, fmt.Errorf("make a class: there are %d exercises and not %d", len(path), s.Exercises)
	}
	var pools []*pool
	for _, e := range path[:s.Exercises] {
		p, err := newPool(e)
		if err != nil {
			return 0, fmt.Errorf("make a class: %w", err)
		}
		pools = append(pools, p)
	}
	rng := rand.New(rand.NewPCG(s.Seed, 1))
	for i := range s.Students {
		student := fmt.Sprintf("student-%04d", i+1)
		for _, p := range pools {
			src := p.draw(rng)
			if src == nil {
				continue
			}
			if s.Distinct {
				src = fmt.Appendf(append([]byte{}, src...), "\nvar handedIn = %d\n\nfunc init() { handedIn++ }\n", works)
			}
			works++
			folder := filepath.Join(dir, student, p.e.ID)
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return 0, fmt.Errorf("make a class: %w", err)
			}
			if err := os.WriteFile(filepath.Join(folder, p.e.File), src, 0o644); err != nil {
				return 0, fmt.Errorf("make a class: %w", err)
			}
		}
	}
	return works, nil
}

func newPool(e *exercise.Exercise) (*pool, error) {
	p := &pool{e: e}
	starter, err := candidate.Starter(e)
	if err != nil {
		return nil, err
	}
	f, ok := starter.File(e.File)
	if !ok {
		return nil, fmt.Errorf("the starter of %s has no %s", e.ID, e.File)
	}
	p.starter = f.Content
	reference, err := e.Reference()
	if err != nil {
		return nil, err
	}
	right, err := e.Right()
	if err != nil {
		return nil, err
	}
	wrong, err := e.Wrong()
	if err != nil {
		return nil, err
	}
	if len(wrong) == 0 {
		return nil, errors.New(e.ID + " has no wrong answer")
	}
	p.right = append(p.right, reference[e.File])
	for _, a := range right {
		p.right = append(p.right, a.Source)
	}
	for _, a := range wrong {
		p.wrong = append(p.wrong, a.Source)
	}
	return p, nil
}

// draw is one student's work; nil is none.
func (p *pool) draw(rng *rand.Rand) []byte {
	var src []byte
	switch x := rng.IntN(100); {
	case x < 10:
		return nil
	case x < 22:
		src = p.starter
	case x < 62:
		src = p.right[rng.IntN(len(p.right))]
	case x < 88 || len(p.handedIn) == 0:
		src = p.wrong[rng.IntN(len(p.wrong))]
	default:
		src = p.handedIn[rng.IntN(len(p.handedIn))]
	}
	p.handedIn = append(p.handedIn, src)
	return src
}

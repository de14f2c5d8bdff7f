package main

import (
	"errors"
	"os"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/workspace"
	"racekata/solutions"
)

// pick finds the exercises that are named, all without a name, and a judge for
// them that makes as many runs at once as there are cores.
func pick(names []string) ([]*exercise.Exercise, *judge.Judge, error) {
	c, broken := exercise.Load(solutions.FS)
	list := []*exercise.Exercise(c)
	if len(names) > 0 {
		list = nil
		for _, n := range names {
			e, err := c.Find(n)
			if err != nil {
				return nil, nil, errors.Join(err, broken)
			}
			list = append(list, e)
		}
	} else if broken != nil {
		return nil, nil, broken
	}
	cache, err := workspace.CacheDir()
	if err != nil {
		return nil, nil, err
	}
	w, err := workspace.Open(cache, os.DirFS("grader/kit"), c)
	if err != nil {
		return nil, nil, err
	}
	return list, &judge.Judge{Workspace: w, Jobs: plan.Cores(), Limits: runner.Default}, nil
}

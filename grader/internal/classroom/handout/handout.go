package handout

import (
	"context"
	"os"
	"path/filepath"

	"racekata/grader/internal/classroom/course"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/practice"
	"racekata/grader/internal/staging"
)

// Handout says what to lay out.
type Handout struct {
	Course *course.Course
	// Catalogue has the exercises of the course, and may have more.
	Catalogue exercise.Catalogue
	// Platforms are those whose graders are added, built from the repository
	// at Source.
	Platforms []Platform
	Source    string
	// Status is told, before each grader is built, which one; nil is nobody.
	Status func(p Platform)
}

// LayOut makes dir, and the folders above it, and lays the handout out. The
// folder must be missing or empty: the errors are ctx's own, a *BuildError or
// those of staging.Fill. On an error nothing is left of what was begun.
func LayOut(ctx context.Context, dir string, h Handout) error {
	mine := h.Course.Catalogue(h.Catalogue)
	text, err := h.readme(mine)
	if err != nil {
		return err
	}
	return staging.Fill(dir, practice.Last, func(draft string) error {
		err := practice.Write(ctx, draft, mine, practice.Options{HandedOut: true, README: text})
		if err != nil || len(h.Platforms) == 0 {
			return err
		}
		graders := filepath.Join(draft, "grader")
		if err := os.Mkdir(graders, 0o755); err != nil {
			return err
		}
		for _, p := range h.Platforms {
			if h.Status != nil {
				h.Status(p)
			}
			if err := Build(ctx, h.Source, mine, p, filepath.Join(graders, p.File())); err != nil {
				return err
			}
		}
		return nil
	})
}

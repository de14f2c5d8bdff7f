package workspace

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
)

// Workspace is a folder in which candidates are compiled.
type Workspace struct {
	// Dir is the workspace's folder, an absolute path without links.
	Dir string
}

// Open returns the workspace for the catalogue in the cache folder, which is
// made if need be. The errors are *EnvironmentError.
func Open(cache string, kit fs.FS, catalogue exercise.Catalogue) (*Workspace, error) {
	files, err := layout(kit, catalogue)
	if err != nil {
		return nil, fmt.Errorf("lay out the workspace: %w", err)
	}
	dir, err := settleIn(cache, files)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, cacheProblem(cache, err)
	}
	return &Workspace{Dir: dir}, nil
}

// CacheDir is the grader's folder in the user's cache folder. RACEKATA_CACHE
// names another.
func CacheDir() (string, error) {
	if dir := os.Getenv("RACEKATA_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", &EnvironmentError{
			Problem: "there is no cache folder for this user: " + err.Error(),
			Fix:     "set HOME, or RACEKATA_CACHE to a folder that may be written",
		}
	}
	return filepath.Join(dir, "racekata"), nil
}

// Hook is the import path of the hook package in the workspace.
const Hook = module + "/grader/kit/hook"

// Localizer maps paths in messages back to the files that the learner has
// open. shown is the learner's folder as it should be written, for instance
// "exercises/101_counter".
func (w *Workspace) Localizer(e *exercise.Exercise, shown string) func(string) (string, finding.Origin) {
	own := filepath.Join(w.Dir, filepath.FromSlash(folder(e)))
	return func(p string) (string, finding.Origin) {
		if !filepath.IsAbs(p) {
			p = filepath.Join(w.Dir, p)
		}
		name, inside := strings.CutPrefix(p, own+string(filepath.Separator))
		switch {
		case inside && strings.HasSuffix(name, "_test.go"):
			return "the hidden test " + name, finding.Hidden
		case inside:
			return filepath.Join(shown, name), finding.Candidate
		case strings.HasPrefix(p, filepath.Join(w.Dir, "grader", "kit", "hook")+string(filepath.Separator)):
			// A hook is in nobody's way: what it stands before is what the
			// learner wrote there, as if it were a function of the library.
			return p, finding.Library
		case strings.HasPrefix(p, w.Dir+string(filepath.Separator)):
			return strings.TrimPrefix(p, w.Dir+string(filepath.Separator)), finding.Hidden
		}
		return p, finding.Library
	}
}

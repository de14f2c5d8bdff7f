package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
)

func (a *app) reset() *cobra.Command {
	var all, yes bool
	cmd := &cobra.Command{
		Use:   "reset [exercise]",
		Short: "Back to the starter; your version is kept under .racekata/",
		Long: `Back to the starter. Your version is kept under .racekata/versions/. With --all
every exercise and your progress begin anew: that asks first, and keeps both.`,
		Example: "  racekata-grader reset 101\n  racekata-grader reset --all",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, top, err := a.repository()
			if err != nil {
				return err
			}
			switch {
			case all && len(args) > 0:
				return &usageError{"--all and the name of an exercise do not go together", "leave one of them out"}
			case all:
				return a.resetAll(cmd.Context(), c, top, yes)
			case yes && len(args) == 0: // whoever wants to be asked nothing may mean all of them
				return &usageError{"--yes answers the question of --all, and which exercise is meant is not said", "name it, or add --all (with make EX=101 or ALL=1)"}
			}
			e, err := a.pick(c, top, args)
			if err != nil {
				return err
			}
			return a.resetOne(e, top)
		},
		ValidArgsFunction: a.completeExercise,
	}
	cmd.Flags().BoolVar(&all, "all", false, "every exercise, and progress begins anew")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask (only --all does)")
	return cmd
}

func (a *app) resetOne(e *exercise.Exercise, top string) error {
	folder := filepath.Join(top, "exercises", e.ID)
	store := a.progress(top)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return &usageError{"the folder cannot be read: " + err.Error(), "make it readable first"}
	case !info.IsDir():
		return &usageError{relative(folder) + " is not a folder", "move it away first"}
	default:
		kept, err := store.Keep(e.ID, folder, time.Now())
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "your version is kept in %s\n", relative(kept))
	}
	if err := backToStarter(e, folder); err != nil {
		return err
	}
	if err := store.Update(func(st *progress.State) { st.Of(e.ID).Open = "" }); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "exercises/%s is the starter again\n", e.ID)
	return nil
}

// backToStarter lays the starter out over the folder, which may be missing.
func backToStarter(e *exercise.Exercise, folder string) error {
	starter, err := e.Starter()
	if err != nil {
		return err
	}
	if err := removeGo(folder); err != nil {
		return err
	}
	return layOut(starter, folder)
}

// removeGo removes the folder's own Go files: one that the learner added would
// not compile beside the starter. Anything else of the learner's stays.
func removeGo(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	return nil
}

// layOut writes a starter's files, each one atomically, over what is there.
func layOut(starter fs.FS, folder string) error {
	return fs.WalkDir(starter, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(folder, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		src, err := fs.ReadFile(starter, name)
		if err != nil {
			return err
		}
		if err := progress.WriteAtomic(target, src); err != nil {
			return err
		}
		return os.Chmod(target, 0o644)
	})
}

package handout

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/proc"
)

// Platform is what a grader is built for, in the words of the go command.
type Platform struct{ OS, Arch string }

// Platforms are what students have.
var Platforms = []Platform{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}

func (p Platform) String() string { return p.OS + "/" + p.Arch }

// File is the name of its grader, which the Makefile of a handout knows.
func (p Platform) File() string { return "racekata-grader-" + p.OS + "-" + p.Arch }

// ErrNoSource says that the repository is not here.
var ErrNoSource = errors.New("graders are built from the racekata repository, and it is not here or above")

// Source is the folder of the repository that holds dir. The error is
// ErrNoSource, or one of reading.
func Source(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		_, noMain := os.Stat(filepath.Join(dir, "grader", "main.go"))
		_, noSolutions := os.Stat(filepath.Join(dir, "solutions", "embed.go"))
		if err == nil && noMain == nil && noSolutions == nil && bytes.HasPrefix(mod, []byte("module racekata\n")) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", ErrNoSource
		}
		dir = filepath.Dir(dir)
	}
}

// BuildError says why there is no grader for a platform.
type BuildError struct {
	Platform Platform
	Problem  string // one sentence, or what the go command said
	// Stale is true when the repository holds other exercises than those that
	// were to be handed out.
	Stale bool
}

func (e *BuildError) Error() string {
	return fmt.Sprintf("the grader for %s cannot be built: %s", e.Platform, e.Problem)
}

// Build builds a grader from the repository at source that knows the exercises
// of c alone, and of these only the hidden tests, exercise.toml and the starter.
// The error is ctx's own, a *BuildError, or one of the machine.
//
// The repository is only read: what the grader embeds is laid over its
// solutions/embed.go by the go command.
func Build(ctx context.Context, source string, c exercise.Catalogue, p Platform, out string) error {
	files, err := bareFiles(source, c)
	if err != nil {
		return &BuildError{p, err.Error(), true}
	}
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return &BuildError{Platform: p, Problem: "the go command was not found"}
	}
	tmp, err := os.MkdirTemp("", "racekata-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	overlay, err := writeOverlay(tmp, source, files)
	if err != nil {
		return err
	}
	if out, err = filepath.Abs(out); err != nil {
		return err
	}
	// Without -trimpath the binary would name the teacher's folders.
	cmd := exec.Command(goCommand, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-overlay="+overlay, "-o", out, "./grader")
	cmd.Dir = source
	cmd.Env = environment(os.Environ(), p)
	var said bytes.Buffer
	kept := proc.Bounded(&said, 64<<10, nil)
	cmd.Stdout, cmd.Stderr = kept, kept
	if err := proc.Run(ctx, cmd, proc.Limits{}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		problem := strings.TrimSpace(said.String())
		if problem == "" {
			problem = err.Error()
		}
		return &BuildError{Platform: p, Problem: problem}
	}
	return nil
}

// bareFiles lists what is embedded, by path below solutions/. The exercises
// there have to be those of c: students would be given starters that the graders
// do not judge.
func bareFiles(source string, c exercise.Catalogue) ([]string, error) {
	fsys := os.DirFS(filepath.Join(source, "solutions"))
	there, err := exercise.Load(fsys)
	if len(there) == 0 && err != nil {
		return nil, err
	}
	files := []string{exercise.Handout}
	for _, e := range c {
		i := slices.IndexFunc(there, func(o *exercise.Exercise) bool { return o.ID == e.ID })
		if i < 0 {
			return nil, fmt.Errorf("solutions/%s is not in the repository", e.ID)
		}
		have, err := there[i].Version()
		if err != nil {
			return nil, err
		}
		want, err := e.Version()
		if err != nil {
			return nil, err
		}
		if have != want {
			return nil, fmt.Errorf("solutions/%s is not what this grader was built from", e.ID)
		}
		err = fs.WalkDir(fsys, e.ID, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && exercise.BareFile(name) {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// writeOverlay writes what the go command takes instead of the repository's
// files, and returns the list of it.
func writeOverlay(tmp, source string, files []string) (string, error) {
	var embed strings.Builder
	embed.WriteString("// Package solutions holds what judges, and no solutions.\npackage solutions\n\nimport \"embed\"\n\n//go:embed")
	for _, name := range files {
		embed.WriteString(" " + strconv.Quote(name))
	}
	embed.WriteString("\nvar FS embed.FS\n")
	replace := map[string]string{}
	for name, text := range map[string]string{
		"embed.go":       embed.String(),
		exercise.Handout: "This grader was made to be handed out: it holds no solutions.\n",
	} {
		path := filepath.Join(tmp, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return "", err
		}
		replace[filepath.Join(source, "solutions", name)] = path
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path := filepath.Join(tmp, "overlay.json")
	return path, os.WriteFile(path, list, 0o644)
}

// environment is the user's, less what would make another binary of the same
// source: one that their processor alone can run, say. An empty value would
// bring back what `go env -w` has set.
func environment(env []string, p Platform) []string {
	ours := []string{
		"GOOS=" + p.OS, "GOARCH=" + p.Arch, "GOAMD64=v1", "GOARM64=v8.0", "CGO_ENABLED=0",
		"GOFLAGS=-trimpath", "GOWORK=off", "GO111MODULE=on", "GOFIPS140=off",
	}
	return append(slices.Clone(env), ours...) // of two of a name, the later counts
}

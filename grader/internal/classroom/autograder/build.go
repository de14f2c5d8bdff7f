package autograder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/proc"
)

// Source finds the repository that the grader is built from: the folder above
// dir, or dir itself, that holds it; false if there is none.
func Source(dir string) (string, bool) {
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module racekata\n") {
			_, noGrader := os.Stat(filepath.Join(dir, "grader", "main.go"))
			_, noSolutions := os.Stat(filepath.Join(dir, embedFile))
			if noGrader == nil && noSolutions == nil {
				return dir, true
			}
		}
		if dir == filepath.Dir(dir) {
			return "", false
		}
		dir = filepath.Dir(dir)
	}
}

const embedFile = "solutions/embed.go"

// bareEmbed stands in for solutions/embed.go: what a handed out grader holds.
const bareEmbed = `package solutions

import "embed"

//go:embed ` + exercise.Handout + ` */exercise.toml */*_test.go */testdata/starter
var FS embed.FS
`

// ErrNotBare says that a binary holds an answer although it should not.
var ErrNotBare = errors.New("the grader that was built holds an answer")

// Build builds a bare grader for Linux and that processor from the repository at
// top, into the file out.
func Build(ctx context.Context, top, arch, out string) error {
	tmp, err := os.MkdirTemp("", "racekata-build-")
	if err != nil {
		return fmt.Errorf("build the grader: %w", err)
	}
	defer os.RemoveAll(tmp)
	overlay, err := bareOverlay(tmp, top)
	if err != nil {
		return fmt.Errorf("build the grader: %w", err)
	}
	cmd := exec.Command("go", "build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-overlay="+overlay, "-o", out, "./grader")
	cmd.Dir = top
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch, "GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local")
	var said strings.Builder
	cmd.Stderr = proc.Bounded(&said, 64<<10, nil)
	if err := proc.Run(ctx, cmd, proc.Limits{}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("build the grader for linux/%s: %w\n%s", arch, err, strings.TrimSpace(said.String()))
	}
	return checkBare(top, out)
}

// bareOverlay writes the file of -overlay that leaves the answers out.
func bareOverlay(tmp, top string) (string, error) {
	embed, marker := filepath.Join(tmp, "embed.go"), filepath.Join(tmp, exercise.Handout)
	if err := os.WriteFile(embed, []byte(bareEmbed), 0o644); err != nil {
		return "", err
	}
	if err := os.WriteFile(marker, nil, 0o644); err != nil {
		return "", err
	}
	b, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(top, embedFile):                     embed,
		filepath.Join(top, "solutions", exercise.Handout): marker,
	}})
	if err != nil {
		return "", err
	}
	file := filepath.Join(tmp, "overlay.json")
	return file, os.WriteFile(file, b, 0o644)
}

// checkBare looks in a binary for every file of the teacher's side that is not
// to be in it: files are embedded as they are.
func checkBare(top, binary string) error {
	b, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	solutions := os.DirFS(filepath.Join(top, "solutions"))
	given, kept := map[string]bool{}, map[string]string{}
	err = fs.WalkDir(solutions, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(name, "/") {
			return err
		}
		content, err := fs.ReadFile(solutions, name)
		if err != nil {
			return err
		}
		if handedOut(name) {
			given[string(content)] = true
		} else if len(content) > 0 {
			kept[string(content)] = name
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look for answers in the grader: %w", err)
	}
	text := string(b)
	for content, name := range kept {
		// A file that the starter has too is no secret.
		if !given[content] && strings.Contains(text, content) {
			return fmt.Errorf("%w: %s", ErrNotBare, name)
		}
	}
	return nil
}

// handedOut tells of a file in solutions/ whether bareEmbed has it.
func handedOut(name string) bool {
	part := strings.Split(name, "/")
	return len(part) == 2 && (part[1] == "exercise.toml" || strings.HasSuffix(part[1], "_test.go")) ||
		len(part) > 3 && part[1] == "testdata" && part[2] == "starter"
}

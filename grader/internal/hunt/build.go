package hunt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"racekata/grader/internal/proc"
)

// buildTime bounds one build. The first on a machine compiles the standard
// library for the race detector.
const buildTime = 20 * time.Minute

// buildError is why a package's tests do not compile, in the go command's
// words.
type buildError struct{ words string }

func (e *buildError) Error() string { return "does not compile:\n" + e.words }

// build compiles a package's tests with the race detector into the file
// binary. overlay is the name of a file for -overlay, "" for none.
func (m *module) build(ctx context.Context, p *listed, overlay, tmp, binary string) error {
	args := append([]string{"test", "-c", "-race", "-vet=off", "-buildvcs=false", "-trimpath=false"}, m.flags.overrides()...)
	if overlay != "" {
		args = append(args, "-overlay="+overlay,
			// The watch asks the runtime for its next timer, by linkname.
			strings.TrimSpace("-ldflags="+m.flags.ldflags+" -checklinkname=0"))
	}
	args = append(args, "-o", binary, p.ImportPath)
	limited, cancel := context.WithTimeout(ctx, buildTime)
	defer cancel()
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	// Temporary files, the C compiler's too, go with ours if it is killed.
	cmd.Env = append(os.Environ(), "PWD="+m.dir, "GOTMPDIR="+tmp, "TMPDIR="+tmp)
	var out bytes.Buffer
	cmd.Stdout = proc.Bounded(&out, wordsKept, nil)
	cmd.Stderr = cmd.Stdout
	cmd.WaitDelay = proc.Trusted
	err := proc.Run(limited, cmd, proc.Limits{})
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return &buildError{fmt.Sprintf("the build took longer than %v", buildTime)}
	case errors.As(err, &exit):
		return &buildError{m.say(out.String())}
	case err != nil:
		return fmt.Errorf("run the go command: %w", err)
	}
	return nil
}

// say shortens what the go command printed: it knows the files that hunt was
// called beside.
func (m *module) say(out string) string {
	var lines []string
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "# ") || line == "" {
			continue
		}
		lines = append(lines, strings.ReplaceAll(line, m.dir+string(filepath.Separator), ""))
	}
	const most = 12
	if len(lines) > most {
		lines = append(lines[:most], "…")
	}
	return strings.Join(lines, "\n")
}

package hunt

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"racekata/grader/internal/proc"
)

// listed is what the go command says of a package; see `go help list`.
type listed struct {
	ImportPath, Dir, Name, ForTest       string
	Standard, DepOnly, Incomplete        bool
	GoFiles, CgoFiles                    []string
	TestGoFiles, XTestGoFiles            []string
	Module                               *listedModule
	Error                                *listedError
	DepsErrors                           []*listedError
	IgnoredGoFiles, InvalidGoFiles, Deps []string
}

type listedModule struct {
	Path, Dir, GoVersion string
	Main                 bool
}

type listedError struct {
	ImportStack []string
	Pos, Err    string
}

const listFields = "ImportPath,Dir,Name,ForTest,Standard,DepOnly,Incomplete,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Module,Error,DepsErrors,InvalidGoFiles"

// ProblemError is a reason for which nothing could be hunted, with what to do
// about it.
type ProblemError struct{ Problem, Fix string }

func (e *ProblemError) Error() string { return e.Problem + "; " + e.Fix }

// module is the module, or the workspace of modules, under hunt.
type module struct {
	dir     string // where the go command runs: the folder that hunt was called in
	path    string // of the main module that gets the injected packages
	root    string // its folder
	roots   []string
	goRoot  string
	flags   goFlags
	main    map[string]*listed // packages of the main modules
	matched []*listed          // what the patterns name, in the go command's order
}

// load asks the go command what the patterns name and what they depend on.
func load(ctx context.Context, dir string, patterns []string) (*module, error) {
	m := &module{dir: dir, main: map[string]*listed{}}
	if err := m.environment(ctx); err != nil {
		return nil, err
	}
	args := append([]string{"list", "-e", "-race", "-test", "-deps", "-buildvcs=false", "-json=" + listFields}, m.flags.overrides()...)
	out, words, err := m.run(ctx, append(append(args, "--"), patterns...)...)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	all, decodeErr := decodeList(out)
	if decodeErr != nil {
		return nil, fmt.Errorf("read what go list says: %w", decodeErr)
	}
	paths := map[string]bool{}
	for _, p := range all {
		paths[p.ImportPath] = true
	}
	for _, p := range all {
		tested, isMain := strings.CutSuffix(p.ImportPath, ".test")
		if strings.HasSuffix(p.ImportPath, "]") || isMain && paths[tested] {
			continue // made for a test, of packages that are listed as well
		}
		if p.Module != nil && p.Module.Main {
			m.main[p.ImportPath] = p
			if !slices.Contains(m.roots, p.Module.Dir) {
				m.roots = append(m.roots, p.Module.Dir)
			}
			if m.path == "" || within(dir, p.Module.Dir) && len(p.Module.Dir) > len(m.root) {
				m.path, m.root = p.Module.Path, p.Module.Dir
			}
		}
		if !p.DepOnly {
			m.matched = append(m.matched, p)
		}
	}
	nowhere := !slices.ContainsFunc(m.matched, func(p *listed) bool { return p.Dir != "" || p.Error == nil })
	if len(m.matched) == 0 || nowhere {
		problem := "no package matches " + strings.Join(patterns, " ")
		switch {
		case len(m.matched) > 0:
			problem += ": " + oneLine(m.matched[0].Error.Err)
		case err != nil:
			problem = oneLine(words)
		}
		return nil, &ProblemError{problem, "name packages of this module, such as ./... or ./store"}
	}
	return m, nil
}

func decodeList(out []byte) ([]*listed, error) {
	var all []*listed
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		p := &listed{}
		err := dec.Decode(p)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// environment asks for the go command's own settings.
func (m *module) environment(ctx context.Context) error {
	if _, err := exec.LookPath("go"); err != nil {
		return &ProblemError{"the go command was not found", "install Go from https://go.dev/dl and put it on your PATH"}
	}
	out, words, err := m.run(ctx, "env", "-json", "GOMOD", "GOWORK", "GOROOT", "GOFLAGS")
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var env struct{ GOMOD, GOWORK, GOROOT, GOFLAGS string }
	if err == nil {
		err = json.Unmarshal(out, &env)
	}
	if err != nil {
		return &ProblemError{"the go command does not work here: " + oneLine(words), "see that `go env` works in this folder"}
	}
	if (env.GOMOD == "" || env.GOMOD == os.DevNull) && (env.GOWORK == "" || env.GOWORK == "off") {
		return &ProblemError{"this folder is in no Go module", "go to the folder of one, or below it"}
	}
	m.goRoot = env.GOROOT
	m.flags = parseGoFlags(env.GOFLAGS)
	m.flags.vendor = (env.GOWORK == "" || env.GOWORK == "off") && forgottenVendor(env.GOMOD)
	return nil
}

// run runs the go command where hunt was called, in the user's environment.
func (m *module) run(ctx context.Context, args ...string) (stdout []byte, words string, err error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "PWD="+m.dir)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, proc.Bounded(&said, wordsKept, nil)
	cmd.WaitDelay = proc.Trusted
	err = proc.Run(ctx, cmd, proc.Limits{})
	return out.Bytes(), said.String(), err
}

// wordsKept bounds what is kept of the go command's messages, in bytes.
const wordsKept = 256 << 10

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+string(filepath.Separator))
}

// oneLine makes one line of the go command's message, of a bearable length.
func oneLine(s string) string {
	const most = 300
	line := []rune(strings.Join(strings.Fields(s), " "))
	if len(line) > most {
		return string(line[:most]) + "…"
	}
	return string(line)
}

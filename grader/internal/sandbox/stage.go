package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// level is what a sandbox is made of.
type level struct {
	User     bool // a user namespace
	View     bool // pid and mount namespaces with a file system of its own
	Net      bool // network, ipc, uts and cgroup namespaces
	Landlock int  // the ABI used; 0 is none
	Seccomp  bool
}

// order is what the stage is told: its second argument, as JSON.
type order struct {
	Level     level
	Program   string
	Args      []string
	Env       []string
	Scratch   string
	RaceLog   string    // "" is none
	Libraries []library // that the program needs
	// UID is the user and group that the program runs as; 0 is the caller's.
	UID    int
	Limits Limits
	Status int // descriptor for complaints
}

// library is a file that a program needs, and where it looks for it.
type library struct{ From, To string }

// exitStage is the exit code of a stage that could not become the program.
const exitStage = 125

// Enter returns at once in an ordinary process. In one that Command started it
// becomes the program and does not return. It belongs at the beginning of
// main, before anything that costs time.
func Enter() {
	if len(os.Args) == 0 {
		return
	}
	switch os.Args[0] {
	case Name:
	case insideName:
		os.Exit(inside())
	default:
		return
	}
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, Name+": started by hand")
		os.Exit(exitStage)
	}
	var o order
	err := json.Unmarshal([]byte(os.Args[1]), &o)
	if err == nil {
		err = become(&o)
	}
	// Only a stage that failed gets here.
	if o.Status > 0 {
		fmt.Fprint(os.NewFile(uintptr(o.Status), "status"), err)
	}
	os.Exit(exitStage)
}

// staged is the command that starts the stage, told what to do.
func staged(o order, spec Spec) (*Command, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("sandbox: find the own binary: %w", err)
	}
	o.Program, o.Args, o.Env = spec.Binary, spec.Args, spec.Env
	o.Scratch, o.RaceLog, o.Limits = spec.Scratch, spec.RaceLog, spec.Limits
	o.Status = 3 + len(spec.ExtraFiles)
	told, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("sandbox: make a pipe: %w", err)
	}
	cmd := exec.Command(self)
	cmd.Args = []string{Name, string(told)}
	cmd.Dir = "/"
	// The stage's own: one thread of Go is enough, and nothing to collect.
	cmd.Env = []string{"GOMAXPROCS=1", "GOGC=off"}
	cmd.ExtraFiles = append(append([]*os.File{}, spec.ExtraFiles...), write)
	return &Command{Cmd: cmd, view: o.Level.View, read: read, write: write}, nil
}

// check finds what is wrong with a spec before anything is started.
func (s *Spec) check() error {
	var errs []error
	for _, p := range []string{s.Binary, s.Scratch, s.RaceLog} {
		if p != "" && p[0] != '/' {
			errs = append(errs, fmt.Errorf("sandbox: the path %q is not absolute", p))
		}
	}
	if s.Binary == "" || s.Scratch == "" {
		errs = append(errs, errors.New("sandbox: a binary and a scratch folder are needed"))
	}
	return errors.Join(errs...)
}

package sandbox

import (
	"context"
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"
)

// insideName is not used on macOS.
const insideName = Name + "-inside"

func inside() int { return 2 }

// Probe says what macOS gives: limits. The process group is the caller's.
func Probe(context.Context) *Sandbox {
	return &Sandbox{report: Report{
		Has: []string{"A program has limits on descriptors, file size and processor time, and its process group is killed at the end."},
		Missing: []string{
			"macOS has no namespaces: a program can read and write what the grader's user can, open sockets and see other processes.",
			"A process that leaves its group lives on.",
		},
	}}
}

// Command prepares a program to be run. Nothing is started; the caller owns
// the command and closes it.
func (s *Sandbox) Command(spec Spec) (*Command, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	if s == nil {
		return plain(spec), nil
	}
	// The number of tasks is counted for the user, who has others.
	spec.Limits.Tasks = 0
	return staged(order{}, spec)
}

func become(o *order) error {
	if err := unix.Chdir(o.Scratch); err != nil {
		return fmt.Errorf("enter the scratch folder: %w", err)
	}
	if err := limitSelf(o.Limits); err != nil {
		return err
	}
	for fd := o.Status; fd < 256; fd++ {
		unix.CloseOnExec(fd)
	}
	err := syscall.Exec(o.Program, append([]string{o.Program}, o.Args...), o.Env)
	return fmt.Errorf("start the program: %w", err)
}

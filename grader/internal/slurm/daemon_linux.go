package slurm

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// daemon is one of the three, in a group of its own. It ends with the test's
// process, however that ends.
type daemon struct {
	name   string
	cmd    *exec.Cmd
	output bytes.Buffer
	ended  chan struct{} // closed when it has ended, and output is whole
}

func start(dir, name string, args ...string) (*daemon, error) {
	d := &daemon{name: name, ended: make(chan struct{})}
	d.cmd = exec.Command(find(name), args...)
	d.cmd.Dir = dir
	d.cmd.Env = append(os.Environ(), "SLURM_CONF="+filepath.Join(dir, "slurm.conf"))
	d.cmd.Stdout, d.cmd.Stderr = &d.output, &d.output
	d.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	// What a daemon leaves behind may hold its output open.
	d.cmd.WaitDelay = 5 * time.Second
	if err := d.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	go func() {
		_ = d.cmd.Wait() // how it ended says nothing: it is killed in the end
		close(d.ended)
	}()
	return d, nil
}

// alive is an error that quotes a daemon which has ended by itself.
func (d *daemon) alive() error {
	select {
	case <-d.ended:
		return fmt.Errorf("%s has ended (%v):\n%s", d.name, d.cmd.ProcessState, d.output.Bytes())
	default:
		return nil
	}
}

// stop ends a daemon as an operator would, and with force if it does not
// listen.
func (d *daemon) stop() {
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-d.ended:
	case <-time.After(20 * time.Second):
	}
	// Its group too, such as slurmctld's second process.
	_ = syscall.Kill(-d.cmd.Process.Pid, syscall.SIGKILL)
	<-d.ended
}

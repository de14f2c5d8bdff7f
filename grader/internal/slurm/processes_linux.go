package slurm

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Process is a running one.
type Process struct {
	PID     int
	Command string
}

func (p Process) String() string { return fmt.Sprintf("%d %s", p.PID, p.Command) }

// Runs tells whether it still does.
func (p Process) Runs() bool { return command(p.PID) == p.Command }

// command is the name of a process's program, "" when there is none any more: a
// zombie only waits for its parent, which may be slow to look.
func command(pid int) string {
	stat, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat")) // "1234 (slurmd) S …"
	_, rest, _ := strings.Cut(string(stat), "(")
	end := strings.LastIndex(rest, ") ")
	if end < 0 || strings.HasPrefix(rest[end:], ") Z") {
		return ""
	}
	return rest[:end]
}

// In are the processes that work in a folder, an absolute one: their working
// folder, their program or a file that they hold open is in it. What a daemon
// starts leaves its group and its parents, but not its files. The caller is not
// among them.
func In(dir string) ([]Process, error) {
	if !filepath.IsAbs(dir) || filepath.Dir(dir) == "/" {
		return nil, fmt.Errorf("look for processes in %q: that is no folder of a test", dir)
	}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var found []Process
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil || pid == os.Getpid() || !worksIn(filepath.Join("/proc", e.Name()), dir) {
			continue
		}
		if name := command(pid); name != "" { // else it has ended just now
			found = append(found, Process{pid, name})
		}
	}
	return found, nil
}

// worksIn looks at one process; of one that has ended or is somebody else's
// there is nothing to see.
func worksIn(proc, dir string) bool {
	links := []string{filepath.Join(proc, "cwd"), filepath.Join(proc, "exe")}
	fds, _ := os.ReadDir(filepath.Join(proc, "fd"))
	for _, fd := range fds {
		links = append(links, filepath.Join(proc, "fd", fd.Name()))
	}
	for _, l := range links {
		if to, err := os.Readlink(l); err == nil && (to == dir || strings.HasPrefix(to, dir+"/")) {
			return true
		}
	}
	return false
}

package sandbox

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"
)

// Command prepares a program to be run. Nothing is started; the caller owns
// the command and closes it.
func (s *Sandbox) Command(spec Spec) (*Command, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	if s == nil {
		return plain(spec), nil
	}
	return s.level.command(spec)
}

// runnable lets every user read and run the program. Where they can already, the
// file is left alone: it may lie on a disk that is not to be written.
func runnable(binary string) error {
	info, err := os.Stat(binary)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o005 == 0o005 {
		return nil
	}
	return os.Chmod(binary, 0o755)
}

// Capabilities that the stage needs in its user namespace: to mount, and to
// drop what it has.
const (
	capSetpcap  = 8
	capSysAdmin = 21
)

func (l level) command(spec Spec) (*Command, error) {
	o := order{Level: l}
	var err error
	if o.Libraries, err = libraries(spec.Binary); err != nil {
		return nil, err
	}
	root := os.Geteuid() == 0
	if root && (l.View || reachable(spec.Binary, spec.Scratch)) {
		if o.UID, err = freeUser(); err != nil {
			return nil, err
		}
	}
	if err := runnable(spec.Binary); o.UID != 0 && err != nil {
		return nil, fmt.Errorf("sandbox: let another user run the program: %w", err)
	}
	c, err := staged(o, spec)
	if err != nil {
		return nil, err
	}
	// The running binary itself: the file may have been built anew since.
	c.Cmd.Path = "/proc/self/exe"
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if l.View {
		attr.Cloneflags |= unix.CLONE_NEWPID | unix.CLONE_NEWNS
	}
	if l.Net {
		attr.Cloneflags |= unix.CLONE_NEWNET | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS | unix.CLONE_NEWCGROUP
	}
	if l.User {
		attr.Cloneflags |= unix.CLONE_NEWUSER
		if root {
			// All that is mapped here keeps its number: files of every user
			// can be shown, and one who owns nothing can be chosen.
			attr.GidMappingsEnableSetgroups = true
			if attr.UidMappings, err = mapped("/proc/self/uid_map"); err == nil {
				attr.GidMappings, err = mapped("/proc/self/gid_map")
			}
			if err != nil {
				c.Close()
				return nil, err
			}
		} else {
			attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 1, HostID: os.Geteuid(), Size: 1}}
			attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 1, HostID: os.Getegid(), Size: 1}}
			attr.AmbientCaps = []uintptr{capSysAdmin, capSetpcap}
		}
	}
	c.Cmd.SysProcAttr = attr
	return c, nil
}

// mapped are the users or groups that exist in this user namespace, each
// mapped to itself.
func mapped(file string) ([]syscall.SysProcIDMap, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("sandbox: read who exists: %w", err)
	}
	defer f.Close()
	var all []syscall.SysProcIDMap
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var inside, outside, size int
		if _, err := fmt.Sscan(lines.Text(), &inside, &outside, &size); err != nil {
			return nil, fmt.Errorf("sandbox: read who exists: %w", err)
		}
		all = append(all, syscall.SysProcIDMap{ContainerID: inside, HostID: inside, Size: size})
	}
	return all, lines.Err()
}

// Users from firstUser on belong to nobody: above what distributions, systemd
// (524288 to 1879048191) and containers give away. Each run has its own, so
// that runs can neither signal each other nor use up each other's tasks.
const (
	firstUser = 0x70000000
	users     = 0x0fffffff
	nobody    = 65534
)

var runs atomic.Uint32

// freeUser is a user for one run, 0 when there is none but root.
func freeUser() (int, error) {
	ids, err := mapped("/proc/self/uid_map")
	if err != nil {
		return 0, err
	}
	exists := func(id int) bool {
		for _, m := range ids {
			if id >= m.ContainerID && id-m.ContainerID < m.Size {
				return true
			}
		}
		return false
	}
	id := firstUser + (os.Getpid()<<10|int(runs.Add(1)&1023))&users
	switch {
	case exists(id):
		return id, nil
	case exists(nobody):
		return nobody, nil
	}
	return 0, nil
}

// reachable makes sure that any user can reach the files: without a view, a
// program that runs as another one has to. The two folders above scratch are
// the grader's own and are opened for passing through; those above them stay
// as they are, and say no if they must.
func reachable(binary, scratch string) bool {
	run := filepath.Dir(scratch)
	own := map[string]bool{run: true, filepath.Dir(run): true}
	for _, file := range []string{binary, scratch} {
		for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
			info, err := os.Stat(dir)
			if err != nil {
				return false
			}
			if info.Mode()&1 == 0 {
				st, ok := info.Sys().(*syscall.Stat_t)
				private := ok && st.Uid == 0 && strings.Count(dir, "/") > 1
				if !own[dir] || !private || os.Chmod(dir, info.Mode().Perm()|0o011) != nil {
					return false
				}
			}
			if dir == "/" {
				break
			}
		}
	}
	return true
}

package sandbox

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// become turns the stage into the program. Almost everything here is a
// property of a thread and not of the process: it is done on one thread, which
// is the one that survives the exec.
func become(o *order) error {
	runtime.LockOSThread()
	if o.RaceLog != "" {
		if err := createLog(o); err != nil {
			return err
		}
	}
	program := o.Program
	if o.Level.View {
		if err := buildView(o); err != nil {
			return err
		}
		program = insideProgram
	} else {
		if o.UID != 0 {
			if err := os.Chown(o.Scratch, o.UID, o.UID); err != nil {
				return fmt.Errorf("hand over the scratch folder: %w", err)
			}
		}
		if err := unix.Chdir(o.Scratch); err != nil {
			return fmt.Errorf("enter the scratch folder: %w", err)
		}
	}
	if err := dropPrivileges(o.UID); err != nil {
		return err
	}
	if err := limitSelf(o.Limits); err != nil {
		return err
	}
	if o.Level.Landlock > 0 {
		if err := landlockSelf(o, program); err != nil {
			return err
		}
	}
	// A change of credentials takes this away, so it comes after. A grader
	// that has died before is seen by its end of the pipe.
	if err := unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0); err != nil {
		return fmt.Errorf("die with the grader: %w", err)
	}
	fds := []unix.PollFd{{Fd: int32(o.Status)}}
	if _, err := unix.Poll(fds, 0); err == nil && fds[0].Revents&unix.POLLERR != 0 {
		return errors.New("the grader is gone")
	}
	if err := closeFrom(o.Status); err != nil {
		return err
	}
	if o.Level.Seccomp {
		if err := filterSelf(o.Level.View); err != nil {
			return err
		}
	}
	err := syscall.Exec(program, append([]string{arg0(o, program)}, o.Args...), o.Env)
	return fmt.Errorf("start the program: %w", err)
}

// arg0 is the program's name; the probe's own program is known by it.
func arg0(o *order, program string) string {
	if len(o.Args) > 0 && o.Args[0] == insideName {
		o.Args = o.Args[1:]
		return insideName
	}
	return program
}

// dropPrivileges becomes uid, when it is not 0, and gives up every capability
// for good.
func dropPrivileges(uid int) error {
	// PR_CAPBSET_DROP of a capability that the kernel does not know is EINVAL;
	// a process that may not drop has none to gain with no_new_privs.
	for c := uintptr(0); c < 64; c++ {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0); err != nil {
			break
		}
	}
	if uid != 0 {
		// Not syscall.Setuid, which changes all threads and waits for them.
		id := uintptr(uid)
		if _, _, e := unix.RawSyscall(unix.SYS_SETGROUPS, 0, 0, 0); e != 0 {
			return fmt.Errorf("leave the groups: %w", e)
		}
		if _, _, e := unix.RawSyscall(unix.SYS_SETRESGID, id, id, id); e != 0 {
			return fmt.Errorf("become another group: %w", e)
		}
		if _, _, e := unix.RawSyscall(unix.SYS_SETRESUID, id, id, id); e != 0 {
			return fmt.Errorf("become another user: %w", e)
		}
	}
	// Root without a change of user would get capabilities back in the exec.
	const noroot = 1<<0 | 1<<1 // SECBIT_NOROOT, locked
	_ = unix.Prctl(unix.PR_SET_SECUREBITS, noroot, 0, 0, 0)
	_ = unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var none [2]unix.CapUserData
	if err := unix.Capset(&header, &none[0]); err != nil {
		return fmt.Errorf("give up capabilities: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("forbid new privileges: %w", err)
	}
	return nil
}

// closeFrom closes, at the exec, every descriptor from first on.
func closeFrom(first int) error {
	if unix.CloseRange(uint(first), math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC) == nil {
		return nil
	}
	// Linux before 5.11.
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return fmt.Errorf("list descriptors: %w", err)
	}
	for _, e := range open {
		if n, err := strconv.Atoi(e.Name()); err == nil && n >= first {
			unix.CloseOnExec(n)
		}
	}
	return nil
}

// logFile is the race log as the host sees it. The stage keeps its process id
// when it becomes the program.
func logFile(o *order) string { return o.RaceLog + "." + strconv.Itoa(os.Getpid()) }

// insideLog is the race log in a view: beside the scratch folder.
func insideLog(o *order) string { return insideDir + "/" + filepath.Base(logFile(o)) }

// createLog makes the log, so that nothing else beside the scratch folder need
// be writable. Its folder is the caller's alone.
func createLog(o *order) error {
	f, err := os.OpenFile(logFile(o), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make the race log: %w", err)
	}
	defer f.Close()
	if o.UID != 0 {
		if err := f.Chown(o.UID, o.UID); err != nil {
			return fmt.Errorf("hand over the race log: %w", err)
		}
	}
	return nil
}

//go:build amd64 || arm64

package sandbox

import (
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The filter is written here and not taken from a library: the pure Go one
// that is well kept, github.com/elastic/go-seccomp-bpf v1.6.0, applies its
// default action to system calls of another architecture, so that under a list
// of what is refused a 64-bit program may do everything by int 0x80.

// refused are system calls that no honest test binary makes. The list says
// what is refused and not what is allowed: a new Go or glibc must not turn
// right answers into failures.
var refused = append([]uint32{
	// Other machines, other processes.
	unix.SYS_SOCKET, unix.SYS_SOCKETPAIR,
	unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_PROCESS_MADVISE,
	unix.SYS_PIDFD_OPEN, unix.SYS_PIDFD_GETFD, unix.SYS_PIDFD_SEND_SIGNAL, unix.SYS_KCMP, unix.SYS_TKILL,
	// Out of the process group, which is killed at the end.
	unix.SYS_SETSID, unix.SYS_SETPGID,
	// Other users.
	unix.SYS_SETUID, unix.SYS_SETGID, unix.SYS_SETREUID, unix.SYS_SETREGID, unix.SYS_SETRESUID, unix.SYS_SETRESGID,
	unix.SYS_SETFSUID, unix.SYS_SETFSGID, unix.SYS_SETGROUPS, unix.SYS_CAPSET,
	// Other views.
	unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_PIVOT_ROOT, unix.SYS_CHROOT, unix.SYS_UNSHARE, unix.SYS_SETNS,
	unix.SYS_OPEN_TREE, unix.SYS_MOVE_MOUNT, unix.SYS_FSOPEN, unix.SYS_FSCONFIG, unix.SYS_FSMOUNT, unix.SYS_FSPICK,
	unix.SYS_MOUNT_SETATTR, unix.SYS_NAME_TO_HANDLE_AT, unix.SYS_OPEN_BY_HANDLE_AT, unix.SYS_MKNODAT,
	// Memory that no limit on the process counts.
	unix.SYS_MEMFD_CREATE, unix.SYS_MEMFD_SECRET, unix.SYS_SHMGET, unix.SYS_MSGGET, unix.SYS_SEMGET, unix.SYS_MQ_OPEN,
	// Wide doors into the kernel.
	unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_USERFAULTFD, unix.SYS_IO_URING_SETUP, unix.SYS_IO_URING_ENTER,
	unix.SYS_IO_URING_REGISTER, unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY,
	unix.SYS_INIT_MODULE, unix.SYS_FINIT_MODULE, unix.SYS_DELETE_MODULE, unix.SYS_KEXEC_LOAD, unix.SYS_REBOOT,
	unix.SYS_SWAPON, unix.SYS_SWAPOFF, unix.SYS_SETHOSTNAME, unix.SYS_SETDOMAINNAME, unix.SYS_SETTIMEOFDAY,
	unix.SYS_CLOCK_SETTIME, unix.SYS_ADJTIMEX, unix.SYS_CLOCK_ADJTIME, unix.SYS_SYSLOG, unix.SYS_ACCT, unix.SYS_QUOTACTL,
	unix.SYS_FANOTIFY_INIT, unix.SYS_LOOKUP_DCOOKIE, unix.SYS_VHANGUP,
	unix.SYS_SETPRIORITY, unix.SYS_IOPRIO_SET, unix.SYS_PROCESS_MRELEASE,
}, refusedHere...)

// metadata are calls that change files without opening them, which Landlock
// does not see. They are refused where the files of others are in view.
var metadata = append([]uint32{
	unix.SYS_FCHMOD, unix.SYS_FCHMODAT, unix.SYS_FCHMODAT2, unix.SYS_FCHOWN, unix.SYS_FCHOWNAT, unix.SYS_UTIMENSAT,
	unix.SYS_SETXATTR, unix.SYS_LSETXATTR, unix.SYS_FSETXATTR, unix.SYS_SETXATTRAT,
	unix.SYS_REMOVEXATTR, unix.SYS_LREMOVEXATTR, unix.SYS_FREMOVEXATTR, unix.SYS_REMOVEXATTRAT,
	unix.SYS_TRUNCATE, 469, // file_setattr
}, metadataHere...)

// argument is a system call that is refused for some values of an argument.
type argument struct {
	call  uint32
	index uint32
	value uint32
}

// refusedArguments: signals and messages that reach others, the terminal, and
// the signal by which the program dies with the grader.
var refusedArguments = []argument{
	{unix.SYS_PRCTL, 0, unix.PR_SET_PDEATHSIG},
	{unix.SYS_FCNTL, 1, unix.F_SETOWN},
	{unix.SYS_FCNTL, 1, unix.F_SETOWN_EX},
	{unix.SYS_IOCTL, 1, 0x8901}, // FIOSETOWN
	{unix.SYS_IOCTL, 1, 0x8902}, // SIOCSPGRP
	{unix.SYS_IOCTL, 1, unix.TIOCSTI},
}

// toSelf may be called with the own process id only.
var toSelf = []uint32{unix.SYS_KILL, unix.SYS_TGKILL, unix.SYS_RT_SIGQUEUEINFO, unix.SYS_RT_TGSIGQUEUEINFO}

// toOwn may be called with 0, the caller, or the own process id: on a process
// of the same user they work without any further right, and a limit on the
// grader's processor time would end it.
var toOwn = []uint32{
	unix.SYS_PRLIMIT64, unix.SYS_SCHED_SETAFFINITY, unix.SYS_SCHED_SETSCHEDULER, unix.SYS_SCHED_SETATTR, unix.SYS_SCHED_SETPARAM,
	unix.SYS_MIGRATE_PAGES, unix.SYS_MOVE_PAGES,
}

// Offsets in struct seccomp_data; the architectures here are little-endian.
const (
	dataCall     = 0
	dataArch     = 4
	dataArgument = 16
)

func filter(pid int, view bool) []unix.SockFilter {
	const (
		load = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		is   = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		has  = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
		from = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
		end  = unix.BPF_RET | unix.BPF_K

		allow = unix.SECCOMP_RET_ALLOW
		deny  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
		// A C library that finds no clone3 falls back to clone, whose flags
		// a filter can see.
		unknown = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	)
	op := func(code uint16, k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: code, Jt: yes, Jf: no, K: k}
	}
	p := []unix.SockFilter{
		op(load, dataArch, 0, 0),
		op(is, auditArch, 1, 0),
		op(end, unix.SECCOMP_RET_KILL_PROCESS, 0, 0),
		op(load, dataCall, 0, 0),
	}
	if runtime.GOARCH == "amd64" {
		// The x32 calls.
		p = append(p, op(from, 0x40000000, 0, 1), op(end, unknown, 0, 0))
	}
	p = append(p,
		op(is, unix.SYS_CLONE3, 0, 1), op(end, unknown, 0, 0),
		// Threads yes, processes no.
		op(is, unix.SYS_CLONE, 0, 4),
		op(load, dataArgument, 0, 0),
		op(has, unix.CLONE_THREAD, 0, 1),
		op(end, allow, 0, 0),
		op(end, deny, 0, 0),
	)
	calls := refused
	if !view {
		calls = append(append([]uint32{}, refused...), metadata...)
	}
	for _, c := range calls {
		p = append(p, op(is, c, 0, 1), op(end, deny, 0, 0))
	}
	for _, a := range refusedArguments {
		p = append(p,
			op(is, a.call, 0, 4),
			op(load, dataArgument+8*a.index, 0, 0),
			op(is, a.value, 0, 1),
			op(end, deny, 0, 0),
			op(load, dataCall, 0, 0),
		)
	}
	for _, c := range toSelf {
		p = append(p,
			op(is, c, 0, 4),
			op(load, dataArgument, 0, 0),
			op(is, uint32(pid), 0, 1),
			op(end, allow, 0, 0),
			op(end, deny, 0, 0),
		)
	}
	for _, c := range toOwn {
		p = append(p,
			op(is, c, 0, 5),
			op(load, dataArgument, 0, 0),
			op(is, 0, 1, 0),
			op(is, uint32(pid), 0, 1),
			op(end, allow, 0, 0),
			op(end, deny, 0, 0),
		)
	}
	return append(p, op(end, allow, 0, 0))
}

// filterSelf installs the filter on this thread; no_new_privs is set.
func filterSelf(view bool) error {
	p := filter(os.Getpid(), view)
	prog := unix.SockFprog{Len: uint16(len(p)), Filter: &p[0]}
	if _, _, e := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&prog))); e != 0 {
		return fmt.Errorf("install the filter of system calls: %w", e)
	}
	runtime.KeepAlive(p)
	return nil
}

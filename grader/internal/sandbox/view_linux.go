package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// buildView makes a file system of the stage's own and moves into it. It
// returns with the scratch folder as the working folder.
func buildView(o *order) error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make the mounts private: %w", err)
	}
	// The caller's scratch folder exists and is empty: a place for the root.
	root := o.Scratch
	if err := unix.Mount("view", root, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "size=1m,nr_inodes=500,mode=755"); err != nil {
		return fmt.Errorf("mount a root: %w", err)
	}
	for _, l := range o.Libraries {
		if err := bind(l.From, root+l.To, unix.MS_RDONLY|unix.MS_NODEV); err != nil {
			return err
		}
	}
	if err := bind(o.Program, root+insideProgram, unix.MS_RDONLY|unix.MS_NODEV); err != nil {
		return err
	}
	if err := bind("/dev/null", root+"/dev/null", unix.MS_NOEXEC); err != nil {
		return err
	}
	if o.RaceLog != "" {
		if err := bind(logFile(o), root+insideLog(o), unix.MS_NOEXEC|unix.MS_NODEV); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(root+insideScratch, 0o755); err != nil {
		return err
	}
	options := "mode=777,nr_inodes=10000"
	if o.Limits.Scratch > 0 {
		options += ",size=" + strconv.FormatUint(o.Limits.Scratch, 10)
	}
	if err := unix.Mount("scratch", root+insideScratch, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, options); err != nil {
		return fmt.Errorf("mount a scratch folder: %w", err)
	}
	if err := mountProc(root + "/proc"); err != nil {
		return err
	}
	return enterRoot(root)
}

// mountProc mounts a /proc that knows the new pid namespace only.
func mountProc(dir string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	const flags = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	// subset=pid leaves out all that is not of a process; Linux 5.8 has it.
	err := unix.Mount("proc", dir, "proc", flags, "subset=pid")
	if err == unix.EINVAL {
		err = unix.Mount("proc", dir, "proc", flags, "")
	}
	if err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	return nil
}

func enterRoot(root string) error {
	if err := unix.Chdir(root); err != nil {
		return err
	}
	// The old root lands on top of the new one and is taken off: pivot_root(2).
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("enter the new root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("leave the old root: %w", err)
	}
	if err := unix.Mount("", "/", "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY|unix.MS_NOSUID|unix.MS_NODEV, ""); err != nil {
		return fmt.Errorf("make the root read-only: %w", err)
	}
	return unix.Chdir(insideScratch)
}

// bind shows one file at another place.
func bind(from, to string, flags uintptr) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_CREATE|os.O_RDONLY|os.O_EXCL, 0o444)
	if err != nil {
		return err
	}
	f.Close()
	if err := unix.Mount(from, to, "", unix.MS_BIND, ""); err != nil {
		return fmt.Errorf("show %s: %w", filepath.Base(from), err)
	}
	// Flags of the place it came from may not be taken off.
	var st unix.Statfs_t
	if err := unix.Statfs(to, &st); err != nil {
		return err
	}
	keep := uintptr(st.Flags) & (unix.MS_RDONLY | unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC | unix.MS_NOATIME | unix.MS_NODIRATIME)
	if st.Flags&unix.ST_RELATIME != 0 {
		keep |= unix.MS_RELATIME
	}
	if err := unix.Mount("", to, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_NOSUID|flags|keep, ""); err != nil {
		return fmt.Errorf("protect %s: %w", filepath.Base(from), err)
	}
	return nil
}

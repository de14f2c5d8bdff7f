package share

import (
	"bufio"
	"bytes"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Jobs is how many programs may well run at once: the share of the control
// groups that this process is in, rounded down, at least 1 and at most cores.
// root is the machine's file system, os.DirFS("/").
func Jobs(root fs.FS, cores int) int {
	cpus, limited := CPUs(root)
	if limited && cpus < float64(cores) {
		return max(1, int(cpus))
	}
	return max(1, cores)
}

// CPUs is the share in processors, 0.5 for half of one; false when nothing
// limits it, or nothing that can be read says so.
func CPUs(root fs.FS) (cpus float64, limited bool) {
	cpus = math.Inf(1)
	for _, g := range groups(root) {
		for _, dir := range g.upwards() {
			if c, ok := g.read(root, dir); ok {
				cpus, limited = min(cpus, c), true
			}
		}
	}
	return cpus, limited
}

// group is a control group that limits processor time.
type group struct {
	mount string // where the hierarchy is mounted, as a path of an fs.FS
	below string // the group's path below it, "." for the mount itself
	read  func(root fs.FS, dir string) (float64, bool)
}

// upwards lists the group's folder and those above it, up to the mount.
func (g group) upwards() []string {
	dirs := []string{g.mount}
	if g.below != "." {
		dir := g.mount
		for part := range strings.SplitSeq(g.below, "/") {
			dir = path.Join(dir, part)
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// groups finds those that this process is in.
func groups(root fs.FS) []group {
	in := memberships(root)
	mounts, err := fs.ReadFile(root, "proc/self/mountinfo")
	if err != nil {
		return nil
	}
	var all []group
	for line := range strings.Lines(string(mounts)) {
		m, ok := parseMount(line)
		if !ok {
			continue
		}
		g := group{mount: inFS(m.point)}
		var is bool
		var member string
		switch {
		case m.kind == "cgroup2":
			member, is = in[""]
			g.read = version2
		case m.kind == "cgroup" && slices.Contains(m.options, "cpu"):
			member, is = in["cpu"]
			g.read = version1
		}
		if !is {
			continue
		}
		g.below = below(m.root, member)
		all = append(all, g)
	}
	return all
}

// memberships reads /proc/self/cgroup: the group's path by controller, "" for
// version 2.
//
//	4:cpu,cpuacct:/docker/0f3a
//	0::/user.slice
func memberships(root fs.FS) map[string]string {
	in := map[string]string{}
	b, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return in
	}
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() {
		number, rest, _ := strings.Cut(lines.Text(), ":")
		controllers, group, ok := strings.Cut(rest, ":")
		if !ok {
			continue
		}
		if number == "0" && controllers == "" {
			in[""] = group
			continue
		}
		for c := range strings.SplitSeq(controllers, ",") {
			if c != "" {
				in[c] = group
			}
		}
	}
	return in
}

// mount is a line of /proc/self/mountinfo:
//
//	31 24 0:27 /docker/0f3a /sys/fs/cgroup/cpu ro,nosuid - cgroup cgroup rw,cpu,cpuacct
type mount struct {
	root, point, kind string
	options           []string
}

func parseMount(line string) (mount, bool) {
	before, after, ok := strings.Cut(line, " - ")
	first, last := strings.Fields(before), strings.Fields(after)
	if !ok || len(first) < 5 || len(last) < 3 {
		return mount{}, false
	}
	return mount{root: unescape(first[3]), point: unescape(first[4]), kind: last[0], options: strings.Split(last[2], ",")}, true
}

// unescape undoes what the kernel writes for spaces, tabs, line ends and
// backslashes.
func unescape(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(s)
}

// below is where a group is below the mount of its hierarchy. In a container
// the mount shows a part of it only, and in a namespace of its own the group is
// not always below what is shown: then the mount itself is all that is known.
func below(shown, group string) string {
	shown, group = path.Clean(shown), path.Clean("/"+group)
	if shown == "/" {
		return inFS(group)
	}
	if rest, ok := strings.CutPrefix(group, shown); ok && (rest == "" || rest[0] == '/') {
		return inFS(rest)
	}
	return "."
}

// inFS is an absolute path as an fs.FS has it.
func inFS(p string) string {
	if p = strings.Trim(path.Clean("/"+p), "/"); p != "" {
		return p
	}
	return "."
}

// version2 reads "50000 100000" or "max 100000".
func version2(root fs.FS, dir string) (float64, bool) {
	b, err := fs.ReadFile(root, path.Join(dir, "cpu.max"))
	words := strings.Fields(string(b))
	if err != nil || len(words) != 2 {
		return 0, false
	}
	return quotient(words[0], words[1])
}

// version1 reads a quota that is -1 where there is none.
func version1(root fs.FS, dir string) (float64, bool) {
	quota, err := fs.ReadFile(root, path.Join(dir, "cpu.cfs_quota_us"))
	if err != nil {
		return 0, false
	}
	period, err := fs.ReadFile(root, path.Join(dir, "cpu.cfs_period_us"))
	if err != nil {
		return 0, false
	}
	return quotient(strings.TrimSpace(string(quota)), strings.TrimSpace(string(period)))
}

func quotient(quota, period string) (float64, bool) {
	q, err := strconv.ParseInt(quota, 10, 64)
	if err != nil || q <= 0 {
		return 0, false
	}
	p, err := strconv.ParseInt(period, 10, 64)
	if err != nil || p <= 0 {
		return 0, false
	}
	return float64(q) / float64(p), true
}

package share

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// tree is a file system of path and content.
func tree(files map[string]string) fstest.MapFS {
	fs := fstest.MapFS{}
	for name, content := range files {
		fs[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return fs
}

// The mounts as Linux writes them, shortened to those that matter and a few
// that do not.
const (
	mounts2 = "22 1 0:21 / /proc rw,nosuid - proc proc rw\n" +
		"30 22 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
	mounts1 = "31 24 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n" +
		"32 24 0:28 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
	// Docker with version 1 shows the container's own group as the root.
	mounts1Docker = "832 826 0:28 /docker/0f3a /sys/fs/cgroup/cpu,cpuacct ro,nosuid master:9 - cgroup cgroup rw,cpu,cpuacct\n"
)

func TestJobs(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		cpus  float64 // 0: not limited
		of8   int     // jobs of 8 cores
	}{
		"no /proc":     {files: nil, of8: 8},
		"no mountinfo": {files: map[string]string{"proc/self/cgroup": "0::/\n"}, of8: 8},
		"Gradescope's half a CPU": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "50000 100000\n",
		}, cpus: 0.5, of8: 1},
		"two CPUs": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "200000 100000\n",
		}, cpus: 2, of8: 2},
		"two and a half are two": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "250000 100000\n",
		}, cpus: 2.5, of8: 2},
		"more than there is": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "6400000 100000\n",
		}, cpus: 64, of8: 8},
		"no limit": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "max 100000\n",
		}, of8: 8},
		"the root group has no file": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2,
		}, of8: 8},
		"a group above is tighter": {files: map[string]string{
			"proc/self/cgroup": "0::/a/b/c\n", "proc/self/mountinfo": mounts2,
			"sys/fs/cgroup/a/cpu.max": "max 100000\n", "sys/fs/cgroup/a/b/cpu.max": "300000 100000\n",
			"sys/fs/cgroup/a/b/c/cpu.max": "500000 100000\n",
		}, cpus: 3, of8: 3},
		"another's group is not ours": {files: map[string]string{
			"proc/self/cgroup": "0::/a/b\n", "proc/self/mountinfo": mounts2,
			"sys/fs/cgroup/a/c/cpu.max": "100000 100000\n",
		}, of8: 8},
		"a group outside of the namespace": {files: map[string]string{
			"proc/self/cgroup": "0::/../other\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "150000 100000\n",
		}, cpus: 1.5, of8: 1},
		"a mount with a space": {files: map[string]string{
			"proc/self/cgroup":     "0::/\n",
			"proc/self/mountinfo":  `30 22 0:26 / /my\040groups rw - cgroup2 cgroup2 rw` + "\n",
			"my groups/cpu.max":    "400000 100000",
			"sys/fs/cgroup/ignore": "",
		}, cpus: 4, of8: 4},
		"version 1": {files: map[string]string{
			"proc/self/cgroup": "5:memory:/m\n4:cpu,cpuacct:/jobs/1\n", "proc/self/mountinfo": mounts1,
			"sys/fs/cgroup/cpu,cpuacct/jobs/1/cpu.cfs_quota_us":  "300000\n",
			"sys/fs/cgroup/cpu,cpuacct/jobs/1/cpu.cfs_period_us": "100000\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":         "-1\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us":        "100000\n",
		}, cpus: 3, of8: 3},
		"version 1 without a limit": {files: map[string]string{
			"proc/self/cgroup": "4:cpu,cpuacct:/\n", "proc/self/mountinfo": mounts1,
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  "-1\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
		}, of8: 8},
		"version 1 in Docker": {files: map[string]string{
			"proc/self/cgroup": "4:cpu,cpuacct:/docker/0f3a\n", "proc/self/mountinfo": mounts1Docker,
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  "75000\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "50000\n",
		}, cpus: 1.5, of8: 1},
		"a name that begins alike is no group below": {files: map[string]string{
			"proc/self/cgroup": "4:cpu,cpuacct:/docker/0f3abc\n", "proc/self/mountinfo": mounts1Docker,
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  "200000\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
		}, cpus: 2, of8: 2},
		"both versions": {files: map[string]string{
			"proc/self/cgroup": "4:cpu,cpuacct:/\n0::/x\n", "proc/self/mountinfo": mounts1 + mounts2,
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us":  "400000\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
			"sys/fs/cgroup/x/cpu.max":                     "600000 100000\n",
		}, cpus: 4, of8: 4},
		"what cannot be read limits nothing": {files: map[string]string{
			"proc/self/cgroup": "::\n0\n\n0:::/x\n4:,:/\n", "proc/self/mountinfo": "1 2 3 - cgroup2\n - cgroup2 x rw\n" + mounts2,
			"sys/fs/cgroup/cpu.max": "many 100000\n",
		}, of8: 8},
		"a period of nothing": {files: map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": mounts2, "sys/fs/cgroup/cpu.max": "100000 0\n",
		}, of8: 8},
	} {
		t.Run(name, func(t *testing.T) {
			root := tree(c.files)
			cpus, limited := CPUs(root)
			require.Equal(t, c.cpus > 0, limited)
			if limited {
				require.Equal(t, c.cpus, cpus)
			}
			require.Equal(t, c.of8, Jobs(root, 8))
			require.Equal(t, 1, Jobs(root, 1))
		})
	}
}

// Here it says something that can be used, whatever the machine.
func TestJobsHere(t *testing.T) {
	jobs := Jobs(os.DirFS("/"), 4)
	require.GreaterOrEqual(t, jobs, 1)
	require.LessOrEqual(t, jobs, 4)
}

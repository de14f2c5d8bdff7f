// Package share says how much of the machine's processors a container may use.
//
// A container with half a CPU still sees every core. What it gets is written in
// its control groups: in version 2 as quota and period in microseconds,
//
//	$ cat /sys/fs/cgroup/cpu.max
//	50000 100000
//
// and in version 1 as cpu.cfs_quota_us and cpu.cfs_period_us. A group's own
// limit and those of the groups above it all hold, so the tightest counts.
//
//	jobs := share.Jobs(os.DirFS("/"), plan.Cores())
//
// The runtime's GOMAXPROCS knows the limit too, but never goes below two and
// rounds up. That is right for the goroutines of one program. Of programs that
// are judged beside each other, with time limits, more than the share allows
// would only slow each other down.
package share

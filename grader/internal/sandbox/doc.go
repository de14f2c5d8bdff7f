// Package sandbox runs one program, a race-built test binary of somebody
// else's code, so that it can do no harm and see nothing that is not its own.
//
//	func main() {
//		sandbox.Enter() // before anything else: the sandbox starts this binary again
//		…
//	}
//
//	box := sandbox.Probe(ctx)       // once: tries what this kernel gives
//	for _, m := range box.Report().Missing { … }
//	c, err := box.Command(sandbox.Spec{Binary: test, Args: args, Env: env, Scratch: dir, RaceLog: log})
//	defer c.Close()
//	err = proc.Run(ctx, c.Cmd, limits)
//	if f := c.Failed(); f != nil { … } // the sandbox's fault, not the program's
//
// On Linux the command is this binary under another name (Name), started in
// new user, pid, mount, network, ipc, uts and cgroup namespaces. That stage
// builds a file system that holds the program, the libraries that it is linked
// with, /dev/null, a /proc that shows one process, and an empty scratch folder
// in memory; gives up every capability; sets limits; lays Landlock and a
// seccomp filter on top; and becomes the program, under the same process id,
// so that whoever watches the memory of the command watches the program's.
//
// Two things follow. The program is process 1 of its namespace: whatever it
// started ends with it, and a signal that it sends itself and does not handle
// does nothing. And the filter refuses every new process (threads are free),
// so that the limit on the memory of one process is the limit of all.
//
// Where the kernel gives less, Probe goes down step by step: no user
// namespace, no view of its own, Landlock and filter alone, limits alone; and
// the report says what is missing. macOS has a process group and limits.
package sandbox

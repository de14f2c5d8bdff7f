// Package slurm gives tests a real Slurm to submit jobs to: munged, slurmctld
// and slurmd on this machine, as one node, with ports and folders of their own,
// as the user who runs the test.
//
//	c := slurm.Start(t, slurm.Options{CPUs: 4, MiB: 16 << 10})
//	job := c.Submit(env, dir, "--array=1-4", "racekata.sbatch")
//	c.Until("task 3 runs", func() bool { return c.Tasks(job)["3"].State == "RUNNING" })
//	c.Output("scontrol", "requeue", job+"_3")
//	tasks := c.Wait(job) // tasks["3"].State is "COMPLETED"
//
// The node may have more CPUs than the machine: Slurm only counts them. Nothing
// is confined, since that takes control groups, which a test cannot count on.
//
// Where Slurm is not installed, tests that need it are skipped with that
// reason; where [EnvNeed] is set, as continuous integration does, they fail.
package slurm

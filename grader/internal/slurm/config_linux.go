package slurm

import (
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strings"
)

// config is slurm.conf: one node under this machine's name, nothing confined,
// no accounting.
//
//   - cred_expire is how long a requeued task waits, and how long a start may
//     take: two minutes unless said.
//   - config_overrides: the node has the CPUs and the memory that are said here.
//   - MinJobAge: how a task ended is known for a day; for five minutes unless
//     said, in which a test of an hour forgets it.
//   - The long times are for a loaded machine; an idle one never needs them.
const config = `ClusterName=racekata
SlurmctldHost=%[1]s(127.0.0.1)
SlurmUser=%[2]s
SlurmdUser=%[2]s
SlurmctldPort=%[3]d
SlurmdPort=%[4]d
AuthType=auth/munge
AuthInfo=socket=%[5]s/munge.socket,cred_expire=15
StateSaveLocation=%[5]s/state
SlurmdSpoolDir=%[5]s/spool
SlurmctldPidFile=%[5]s/slurmctld.pid
SlurmdPidFile=%[5]s/slurmd.pid
SlurmctldLogFile=%[5]s/slurmctld.log
SlurmdLogFile=%[5]s/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SlurmdParameters=config_overrides
ReturnToService=2
MinJobAge=86400
MessageTimeout=60
BatchStartTimeout=60
UnkillableStepTimeout=300
NodeName=%[1]s NodeAddr=127.0.0.1 CPUs=%[6]d RealMemory=%[7]d State=UNKNOWN
PartitionName=main Nodes=%[1]s Default=YES MaxTime=INFINITE State=UP
`

// writeConfig fills dir with what the daemons need.
func writeConfig(dir string, o Options) error {
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	host, _, _ = strings.Cut(host, ".") // Slurm knows a node by its short name
	me, err := user.Current()
	if err != nil {
		return err
	}
	ports, err := freePorts(2)
	if err != nil {
		return err
	}
	for _, sub := range []string{"state", "spool"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	text := fmt.Sprintf(config, host, me.Username, ports[0], ports[1], dir, o.CPUs, o.MiB)
	return os.WriteFile(filepath.Join(dir, "slurm.conf"), []byte(text), 0o644)
}

// freePorts are n ports that nobody listens on. Another process could take one
// before it is used, which nothing but Slurm's own choice could prevent.
func freePorts(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // after the loop: so they differ
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

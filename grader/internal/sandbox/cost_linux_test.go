package sandbox

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestCost measures what the sandbox adds to a run: the median of pairs, one
// inside and one outside, side by side, and of the processor time, which says more on a
// machine with much else to do. It judges nothing.
//
//	RACEKATA_MEASURE=20 go test -run TestCost -v ./grader/internal/sandbox
func TestCost(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("RACEKATA_MEASURE"))
	if err != nil {
		t.Skip("a measurement: set RACEKATA_MEASURE to the number of pairs")
	}
	binary := filepath.Join(built(t), "racy")
	for name, box := range boxes(t) {
		var in, out, added, cpu []time.Duration
		for range n {
			measure := func(b *Sandbox) (wall, cpu time.Duration) {
				dir := t.TempDir()
				scratch := filepath.Join(dir, "scratch")
				require.NoError(t, os.Mkdir(scratch, 0o755))
				begin := time.Now()
				c, err := b.Command(Spec{Binary: binary, Args: []string{"-test.run=TestFine"}, Env: raceEnv(2), Scratch: scratch, RaceLog: filepath.Join(dir, "race"), Limits: Default})
				require.NoError(t, err)
				defer c.Close()
				require.NoError(t, c.Cmd.Run())
				require.NoError(t, c.Failed())
				return time.Since(begin), c.Cmd.ProcessState.UserTime() + c.Cmd.ProcessState.SystemTime()
			}
			a, aCPU := measure(box)
			b, bCPU := measure(nil)
			in, out, added, cpu = append(in, a), append(out, b), append(added, a-b), append(cpu, aCPU-bCPU)
		}
		for _, l := range [][]time.Duration{in, out, added, cpu} {
			slices.Sort(l)
		}
		t.Logf("%s: inside %v, outside %v, added %v (median of %d; least %v and %v; processor time added %v)", name, in[n/2], out[n/2], added[n/2], n, in[0], out[0], cpu[n/2])
	}
}

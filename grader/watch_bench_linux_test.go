package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// BenchmarkWatch measures what a person at the watch screen feels; make
// bench-watch runs it. It reports, for the racing starter of 101_counter:
//
//   - the median, least and most time from a save to the verdict on the screen,
//     over ten saves;
//   - the processor time that an idle watch takes, in percent of a core;
//   - the memory before and after 200 saves in 20 seconds, and that what is
//     shown last is the verdict on the last save.
func BenchmarkWatch(b *testing.B) {
	p := newPlace(b)
	term := p.start("watch", "101")
	term.Wait("▶ 15", "waiting for a save") // and the standard library is built
	pid := watchPID(b, p)
	starter, err := os.ReadFile(p.path("exercises/101_counter/counter.go"))
	require.NoError(b, err)
	// A comment above moves the line of the race, which tells the verdicts apart.
	moved := func(lines int) []byte {
		return append([]byte("// moved\n"+strings.Repeat("//\n", lines-1)+"\n"), starter...)
	}

	var took []time.Duration
	for n := range 10 {
		lines := n + 3 // what is shown now must not have the line that is waited for
		start := time.Now()
		p.save("exercises/101_counter/counter.go", moved(lines))
		term.Wait(fmt.Sprintf("▶ %d", 15+lines+1), "waiting for a save")
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds(), "s/save-median")
	b.ReportMetric(took[0].Seconds(), "s/save-least")
	b.ReportMetric(took[len(took)-1].Seconds(), "s/save-most")

	const idle = 20 * time.Second
	before := processorTime(b, pid)
	time.Sleep(idle)
	b.ReportMetric(100*(processorTime(b, pid)-before).Seconds()/idle.Seconds(), "%-idle")

	b.ReportMetric(float64(resident(b, pid))/(1<<20), "MB-before")
	for n := range 200 {
		p.save("exercises/101_counter/counter.go", moved(n%40+1))
		time.Sleep(100 * time.Millisecond)
	}
	p.save("exercises/101_counter/counter.go", moved(60))
	term.Wait("▶ 76", "waiting for a save")
	b.ReportMetric(float64(resident(b, pid))/(1<<20), "MB-after-200-saves")
	b.ReportMetric(0, "ns/op") // means nothing here

	term.Keys("q")
	require.Equal(b, 0, term.Exit(), term.Stderr())
	p.clean(term)
}

func watchPID(b *testing.B, p *place) int {
	out, err := exec.Command("pgrep", "-f", "^"+p.grader+" watch").Output()
	require.NoError(b, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	require.NoError(b, err)
	return pid
}

// processorTime is what a process itself has used, its ended children not.
func processorTime(b *testing.B, pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(b, err)
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+2:]))
	var ticks int64
	for _, i := range []int{11, 12} { // utime, stime, see proc_pid_stat(5)
		n, err := strconv.ParseInt(fields[i], 10, 64)
		require.NoError(b, err)
		ticks += n
	}
	return time.Duration(ticks) * time.Second / 100 // USER_HZ
}

func resident(b *testing.B, pid int) int64 {
	statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	require.NoError(b, err)
	pages, err := strconv.ParseInt(strings.Fields(string(statm))[1], 10, 64)
	require.NoError(b, err)
	return pages * int64(unix.Getpagesize())
}

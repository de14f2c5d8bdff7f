package judge

import (
	"slices"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/racereport"
	"racekata/grader/internal/runner"
)

// outcome is what one execution says of each test.
type outcome struct {
	passed, failed, unreached []string
	findings                  []finding.Finding
}

// interpret reads the events of one execution in order. A test has passed when
// it ended unfailed, nothing was charged to it, and a later event arrived: the
// kit's "ended" is sent before a panic is known.
func (p *Prepared) interpret(res *runner.Result, tests []string) outcome {
	in := interpreter{
		p:       p,
		reports: racereport.Parse(string(res.RaceLog)),
		began:   map[string]bool{},
		bad:     map[string]bool{},
	}
	for i, e := range res.Events {
		in.event(e, i+1 < len(res.Events))
	}
	in.end(res)

	out := outcome{findings: in.findings}
	for _, t := range tests {
		switch {
		case in.bad[t]:
			out.failed = append(out.failed, t)
		case slices.Contains(in.ended, t):
			out.passed = append(out.passed, t)
		case in.began[t]:
			out.failed = append(out.failed, t)
		default:
			out.unreached = append(out.unreached, t)
		}
	}
	return out
}

type interpreter struct {
	p        *Prepared
	reports  []racereport.Report
	charged  int    // reports charged so far
	current  string // the test that began last
	done     bool
	began    map[string]bool
	bad      map[string]bool
	ended    []string // ended and followed by another event
	findings []finding.Finding
}

func (in *interpreter) event(e runner.Event, followed bool) {
	// A race is charged to the test that was running; between tests, to the
	// one before, whose goroutines are still at it.
	in.races(e.Races)
	switch e.Name {
	case runner.EventBegan:
		in.current = e.Test
		in.began[e.Test] = true
	case runner.EventFailed:
		in.fail(finding.Assertion(e.Text))
	case runner.EventLeak:
		in.note(finding.Leaked(e.Text, in.p.localize, in.p.sources))
	case runner.EventStuck:
		in.fail(finding.StuckAt(e.Text, in.p.localize, in.p.sources))
	case runner.EventBusy:
		in.fail(finding.BusyWaitAt(e.Text, in.p.localize, in.p.sources))
	case runner.EventTime:
		in.fail(finding.OutOfTimeAt(e.Text, in.p.localize, in.p.sources))
	case runner.EventEnded:
		if e.Failed && !in.bad[e.Test] {
			in.fail(finding.Assertion("a requirement is not met"))
		}
		if followed {
			in.ended = append(in.ended, e.Test)
		}
	case runner.EventDone:
		in.done = true
	}
}

// races charges the reports up to count to the current test.
func (in *interpreter) races(count int) {
	for ; in.charged < min(count, len(in.reports)); in.charged++ {
		in.fail(finding.Race(in.reports[in.charged], in.p.localize, in.p.sources))
	}
	if count > in.charged && count > len(in.reports) {
		// The log was cut at its limit: the detector counted more than fits.
		if len(in.reports) > 0 {
			in.fail(finding.Race(in.reports[len(in.reports)-1], in.p.localize, in.p.sources))
		}
		in.charged = count
	}
}

// fail adds a finding and fails the current test.
func (in *interpreter) fail(f finding.Finding) {
	in.note(f)
	in.bad[in.current] = true
}

// note adds a finding, charged to the current test.
func (in *interpreter) note(f finding.Finding) {
	f.Test = in.current
	for _, have := range in.findings {
		if have.Test == f.Test && have.Key() == f.Key() {
			return
		}
	}
	in.findings = append(in.findings, f)
}

// end judges how the process ended.
func (in *interpreter) end(res *runner.Result) {
	in.races(len(in.reports))
	told := slices.ContainsFunc(res.Events, func(e runner.Event) bool {
		return e.Name == runner.EventStuck || e.Name == runner.EventBusy || e.Name == runner.EventTime
	})
	switch {
	case told:
	case res.Limit != runner.None:
		in.fail(finding.Limit(string(res.Limit)))
	case in.done && res.ExitCode >= 0 && res.ExitCode != 2 && (res.ExitCode == 0 || len(in.findings) > 0):
		// Exit codes 1 and 66 repeat what the events and the log have told.
	default:
		// The detector writes into its log what it dies of itself.
		words := string(res.Stderr) + "\n" + string(res.RaceLog)
		in.fail(finding.Crashed(words, res.ExitCode, res.Signal, in.p.localize, in.p.sources))
	}
}

package render

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/hunt"
	"racekata/grader/internal/plan"
)

func hunted() *hunt.Report {
	race := hunt.Finding{
		Finding: finding.Finding{
			Kind: finding.DataRace, Test: "TestAdd", Title: "two goroutines use Counter.n at the same time",
			Marks: []finding.Mark{at(10, "goroutine 8 reads here"), at(12, "goroutine 9 writes here; nothing orders the two")},
			Hint:  "v := c.n and c.n = v are two steps",
		},
		Tests: []string{"TestAdd", "TestValue"},
		Seen:  []plan.Run{{Number: 4, CPU: 6, Profile: "pauses", Seed: 42}, {Number: 2, CPU: 1}},
		After: 1234 * time.Millisecond,
		Again: "racekata-grader hunt ./counter --run TestAdd --cpu 6 --profile pauses --seed 42",
	}
	return &hunt.Report{
		Outcome: hunt.Found, Took: 83 * time.Second,
		Packages: []*hunt.Package{
			{Path: "m/counter", Dir: "./counter", Outcome: hunt.Found, Runs: 19, Took: 2300 * time.Millisecond, Findings: []hunt.Finding{race}, Sources: sources,
				Tests: []hunt.Test{{Name: "TestAdd", Outcome: hunt.Found}, {Name: "TestValue", Outcome: hunt.Found}}},
			{Path: "m/quiet", Dir: "./quiet", Outcome: hunt.Clean, Runs: 640, Took: 61 * time.Second, Tests: []hunt.Test{
				{Name: "TestAlone", Outcome: hunt.Clean, Sequential: true},
				{Name: "TestFails", Outcome: hunt.Failing, Note: "panic: index out of range [3] with length 3"},
				{Name: "TestEndless", Outcome: hunt.Endless, Note: "a goroutine waits in a select for ever"},
				{Name: "TestSkips", Outcome: hunt.Skipped, Note: "it skips itself"},
			}},
			{Path: "m/none", Dir: "./none", Outcome: hunt.Clean},
			{Path: "m/broken", Dir: "./broken", Outcome: hunt.Broken, Problem: "broken/b_test.go:7:2: undefined: missing\nbroken/b_test.go:8:2: undefined: too"},
		},
	}
}

func TestHunt(t *testing.T) {
	for name, style := range map[string]Style{"hunt": {}, "hunt_40": {Width: 40}, "hunt_colour": {Color: true}} {
		golden(t, name, func(b *bytes.Buffer) {
			rep := hunted()
			for _, p := range rep.Packages {
				style.HuntPackage(b, p)
			}
			style.HuntEnd(b, rep)
		})
	}
}

func TestHuntEnd(t *testing.T) {
	for want, rep := range map[string]hunt.Report{
		"nothing found in 1 test, 1 run, 0.5 s\n":             {Took: 500 * time.Millisecond, Packages: []*hunt.Package{{Tests: make([]hunt.Test, 1), Runs: 1}}},
		"nothing was hunted\n":                                {Packages: []*hunt.Package{{}}},
		"nothing was hunted; 1 package could not be hunted\n": {Packages: []*hunt.Package{{Outcome: hunt.Broken}}},
	} {
		var b bytes.Buffer
		Style{}.HuntEnd(&b, &rep)
		require.Equal(t, want, b.String())
	}
}

package hunt

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/runner"
)

// reporterIsNil is what Go printed when the goroutine of an agent called a nil
// function. Its deferred calls ran before that, so the test went on meanwhile.
const reporterIsNil = `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6d2f4a]

goroutine 9 [running]:
agent.(*Agent).run(0xc000128060)
	/module/agent/agent.go:46 +0x12a
created by agent.New in goroutine 8
	/module/agent/agent.go:34 +0x1b1
`

func readerOf(test string) reader {
	return reader{
		test: test, shown: "agent",
		localize: func(path string) (string, finding.Origin) { return path, finding.Candidate },
		sources:  func(string) *finding.Sources { return nil },
	}
}

func TestAPanicBeforeTheFailureIsPrinted(t *testing.T) {
	events := []runner.Event{
		{Name: runner.EventBegan, Test: "TestA"},
		{Name: runner.EventEnded, Test: "TestA", Failed: true},
	}
	out := readerOf("TestA").read(&result{events: events, exitCode: 2, stderr: []byte(reporterIsNil)})
	require.NotNil(t, out.own)
	require.Equal(t, finding.Panic, out.own.Kind)
	require.NotEmpty(t, out.own.Marks)
	require.True(t, out.certain)

	// Who ends by another way with the code of a panic has not panicked.
	out = readerOf("TestA").read(&result{
		events: events, exitCode: 2,
		stdout: []byte("--- FAIL: TestA (0.00s)\n    agent_test.go:13: sum is 0, want 6\nFAIL\n"),
	})
	require.NotNil(t, out.own)
	require.Equal(t, finding.WrongResult, out.own.Kind)
	require.Equal(t, "agent/agent_test.go", out.own.Marks[0].File)
	require.False(t, out.certain)
}

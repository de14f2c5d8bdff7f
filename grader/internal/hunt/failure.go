package hunt

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"racekata/grader/internal/finding"
)

// logLine is how the testing package prints what a test logs.
var logLine = regexp.MustCompile(`^\s+(\w[\w.-]*\.go):(\d+): (.*)$`)

// failure is what a failing test says, taken from what the test binary
// printed:
//
//	--- FAIL: TestTransfer (0.01s)
//	    ledger_test.go:27: sum is 1990, want 2000
func failure(stdout, test string) string {
	_, after, ok := strings.Cut("\n"+stdout, "\n--- FAIL: "+test+" ")
	if !ok {
		// Something was printed on the line before.
		if _, after, ok = strings.Cut(stdout, "--- FAIL: "+test+" "); !ok {
			return ""
		}
	}
	_, after, _ = strings.Cut(after, "\n")
	var said []string
	for line := range strings.Lines(after) {
		line = strings.TrimRight(line, "\n")
		if line != "" && !strings.HasPrefix(line, "    ") {
			break
		}
		if m := logLine.FindStringSubmatch(line); m != nil {
			line = m[3]
		}
		said = append(said, strings.TrimPrefix(line, "    "))
	}
	const most = 20
	if len(said) > most {
		said = append(said[:most], "…")
	}
	return testified(strings.Join(said, "\n"))
}

// testified shortens a message of testify's to the error itself:
//
//	Error Trace:	/x/ledger_test.go:27
//	Error:      	Not equal:
//	            	expected: 2000
//	            	actual  : 1990
//	Test:       	TestTransfer
func testified(text string) string {
	_, rest, ok := strings.Cut(text, "\tError:")
	if !ok || !strings.Contains(text, "\tError Trace:") {
		return strings.TrimSpace(text)
	}
	rest, _, _ = strings.Cut(rest, "\tTest:")
	var lines []string
	for line := range strings.Lines(rest) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// marks shows the line of the first message that names one of the package's
// files.
func (rd reader) marks(stdout string) []finding.Mark {
	_, after, ok := strings.Cut(stdout, "--- FAIL: "+rd.test+" ")
	if !ok {
		return nil
	}
	for line := range strings.Lines(after) {
		m := logLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return nil
		}
		return []finding.Mark{{Position: finding.Position{File: filepath.Join(rd.shown, m[1]), Line: n}, Note: "fails here"}}
	}
	return nil
}

package hunt

import (
	"regexp"
	"strconv"
	"strings"
)

// logLine is how the testing package prints what a test logs.
var logLine = regexp.MustCompile(`^\s+(\w[\w.-]*\.go):(\d+): (.*)$`)

// failure is what a failing test says, taken from what the test binary
// printed:
//
//	--- FAIL: TestTransfer (0.01s)
//	    ledger_test.go:27: sum is 1990, want 2000
//
// With -test.v the messages come before that line, where they were logged.
func failure(stdout, test string) (text string, file string, line int) {
	before, after, ok := strings.Cut(stdout, "--- FAIL: "+test+" ")
	if !ok {
		return "", "", 0
	}
	_, after, _ = strings.Cut(after, "\n")
	said, file, line := logged(after)
	if file == "" {
		// Only what follows the test's own beginning.
		if i := strings.LastIndex(before, "=== RUN   "+test+"\n"); i >= 0 {
			said, file, line = logged(before[i:])
		}
	}
	return testified(strings.Join(said, "\n")), file, line
}

// logged are the lines that a test logged, from the first that names a file,
// and that place.
func logged(text string) (said []string, file string, number int) {
	const most = 20
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		m := logLine.FindStringSubmatch(line)
		switch {
		case m != nil && file == "":
			file = m[1]
			number, _ = strconv.Atoi(m[2])
			fallthrough
		case m != nil:
			line = m[3]
		case line != "" && !strings.HasPrefix(line, "    "):
			if file != "" {
				return said, file, number
			}
			continue // printed, not logged
		case file == "":
			continue
		}
		if len(said) == most {
			return append(said, "…"), file, number
		}
		said = append(said, strings.TrimPrefix(line, "    "))
	}
	return said, file, number
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

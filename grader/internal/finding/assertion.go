package finding

import (
	"regexp"
	"strings"
)

// logPrefix is what the testing package puts before a message.
var logPrefix = regexp.MustCompile(`^\s*\w+_test\.go:\d+: `)

// assertionTitle bounds a title in the words of a hidden test. Those are written
// for learners, so that several lines of them are better than half of one.
const assertionTitle = 380

// Assertion words what a hidden test has to say: its first line is the
// title.
func Assertion(message string) Finding {
	message = logPrefix.ReplaceAllString(strings.TrimSpace(message), "")
	f := Finding{Kind: WrongResult, Title: clipped(message, assertionTitle)}
	if f.Title == "" {
		f.Title = "a requirement is not met"
	}
	// The rest, and the first line too where the title had to cut it.
	first, rest, _ := strings.Cut(message, "\n")
	if strings.HasSuffix(f.Title, "…") {
		rest = first + "\n" + rest
	}
	f.Detail = detail(strings.Trim(rest, "\n"))
	return f
}

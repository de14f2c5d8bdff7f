package judge

import (
	"regexp"
	"strings"

	"racekata/grader/internal/runner"
)

// printed is what a run printed by itself: standard output, then standard
// error, less the testing package's last word.
func printed(res *runner.Result) string {
	var b strings.Builder
	for line := range strings.Lines(string(res.Stdout)) {
		switch strings.TrimSpace(line) {
		case "PASS", "FAIL":
			continue
		}
		b.WriteString(line)
	}
	b.Write(res.Stderr)
	return b.String()
}

var sourceFile = regexp.MustCompile(`[^\s:"]+\.go\b`)

// localizeText writes the files that a text names as the learner knows them.
func (p *Prepared) localizeText(text string) string {
	return sourceFile.ReplaceAllStringFunc(text, func(path string) string {
		local, _ := p.localize(path)
		return local
	})
}

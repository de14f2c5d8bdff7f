package export

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"racekata/grader/internal/verdict"
)

var (
	// hiddenFile is a hidden test's file in a text, as finding and workspace
	// word it.
	hiddenFile = regexp.MustCompile(`(?:the hidden test )?[^\s"'()<>]*_test\.go(?::\d+)*`)
	kitFile    = regexp.MustCompile(`[^\s"'()<>]*(?:grader/kit|go\.uber\.org/goleak)/[^\s"'()<>:]*(?::\d+)*`)
	// absolute is a path from the root of the machine that graded. What comes
	// before it is kept.
	absolute = regexp.MustCompile(`(^|[\s"'(=:,\[])(?:[A-Za-z]:)?[/\\](?:[^\s"'()<>:/\\]+[/\\])+([^\s"'()<>:/\\]+)`)
)

// scrubBytes is how much of a text is looked at; the rest is cut. A candidate
// that printed a megabyte before it panicked held up an export for minutes.
const scrubBytes = 8 << 10

// scrub takes out of a text what a student is not to see: the names of hidden
// tests and their files, and where things lie on the machine that graded.
func scrub(text string, tests []string) string {
	text = clip(text, scrubBytes)
	// Most texts have nothing of it, and to look for a word is cheap.
	if strings.Contains(text, "_test.go") {
		text = hiddenFile.ReplaceAllString(text, "a hidden test")
	}
	if strings.Contains(text, "grader/kit") || strings.Contains(text, "goleak") {
		text = kitFile.ReplaceAllString(text, "the test kit")
	}
	if strings.ContainsAny(text, `/\`) {
		text = absolute.ReplaceAllString(text, "$1$2")
	}
	for _, t := range tests {
		if t != "" && strings.Contains(text, t) {
			text = regexp.MustCompile(`\b`+regexp.QuoteMeta(t)+`(?:\.func\d+)*\b`).ReplaceAllString(text, "a hidden test")
		}
	}
	return text
}

// testsOf lists the hidden tests that a verdict names.
func testsOf(v *verdict.Verdict) []string {
	var all []string
	for _, f := range v.Findings {
		all = append(all, f.Test)
		all = append(all, f.Tests...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// baseName is the last element of a path in either system's form.
func baseName(file string) string { return path.Base(strings.ReplaceAll(file, `\`, "/")) }

// harmful tells of a character that does something to a reader's screen rather
// than be seen: controls, and those that turn the direction of the text, which
// make code read other than it runs.
func harmful(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f'
}

// oneLine is a text without line breaks and other harmful characters.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if harmful(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))), " ")
}

// plain is a text whose line breaks are kept and whose other harmful characters
// are dots, tabs being four columns.
func plain(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\r\n", "\n")
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteByte('\n')
			column = -1
		case r == '\t':
			for {
				b.WriteByte(' ')
				if column++; column%4 == 0 {
					break
				}
			}
			continue
		case harmful(r):
			b.WriteRune('·')
		default:
			b.WriteRune(r)
		}
		column++
	}
	return b.String()
}

// clip shortens a text to at most limit bytes, between characters, and says so.
func clip(s string, limit int) string {
	const more = " … (cut)"
	if len(s) <= limit {
		return s
	}
	s = strings.ToValidUTF8(s[:max(0, limit-len(more))], "")
	return s + more
}

package export

import (
	"strings"
	"unicode"
)

// escape quotes a text for a line of Markdown: nothing in it is formatting, a
// link, HTML, a table's edge or the begin of a list.
func escape(s string) string {
	runes := []rune(oneLine(s))
	inWord := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	var b strings.Builder
	for i, c := range runes {
		if strings.ContainsRune("\\`*[]<>|~&$#!", c) || c == '_' && !(inWord(i-1) && inWord(i+1)) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// fenced is a block of code whose fence is longer than any run of backticks in
// it.
func fenced(language, code string) string {
	longest, run := 2, 0
	for _, c := range code {
		if c == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	return fence + language + "\n" + strings.TrimSuffix(code, "\n") + "\n" + fence + "\n"
}

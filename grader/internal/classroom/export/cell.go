package export

import (
	"strings"
	"unicode"
)

// cell makes a text safe in a spreadsheet: one that begins like a formula gets
// an apostrophe before it, which a spreadsheet takes as "text follows" and does
// not show. Blanks before the sign do not hide it, and neither do its wide
// forms, which some spreadsheets take for the narrow ones.
func cell(s string) string {
	s = oneLine(s)
	if first := strings.TrimLeftFunc(s, unicode.IsSpace); first != "" && strings.ContainsAny(first[:1], "=+-@|%") {
		return "'" + s
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, wide) {
			return "'" + s
		}
	}
	return s
}

package course

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What no teacher writes costs neither the memory nor the time of a course that
// is read: go test's own limit would end it.
func TestHostileFilesAreReadInTime(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":         "a=" + strings.Repeat("[", 1<<16) + strings.Repeat("]", 1<<16-2),
		"arrays in arrays": "a=" + strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		"tables in tables": "a=" + strings.Repeat("{a=", 9000) + "1" + strings.Repeat("}", 9000),
		"a dotted key":     strings.Repeat("a.", 120_000) + "a=1",
		"a dotted table":   "[" + strings.Repeat("a.", 120_000) + "a]\nb=1",
		"a long array":     "a=[" + strings.Repeat("1,", 120_000) + "]",
		"empty tables":     strings.Repeat("[[extension]]\n", 18_000),
		"one team":         "[teams]\na=[" + strings.Repeat("'x',", 60_000) + "]",
		"one exercise":     "[[exercise]]\nid=[" + strings.Repeat("'101',", 40_000) + "]",
		"a long name":      "[[exercise]]\nid='" + strings.Repeat("1", 250_000) + "'",
		"a long key":       strings.Repeat("k", 250_000) + " = 1",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(text), few())
			var wrong Errors
			require.ErrorAs(t, err, &wrong)
			require.LessOrEqual(t, len(wrong), maxErrors)
			require.Less(t, len(err.Error()), 20_000)
		})
	}
}

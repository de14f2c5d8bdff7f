package watch

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzAppendJSON: whatever a test has to say is one line, and what
// encoding/json reads from it is what encoding/json would have written.
func FuzzAppendJSON(f *testing.F) {
	for _, s := range []string{
		"", "plain", `"quoted" \ back`, "two\nlines\ttab\r\x00\x1f\x7f", "\xff\xfe\xc3(", "\xed\xa0\x80",
		"\u2028\u2029<&>", "\ufffd", "größer 並行 👍", strings.Repeat("\n", 100),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := appendJSON(nil, s)
		require.NotContains(t, string(line), "\n")
		var got, want string
		require.NoError(t, json.Unmarshal(line, &got), "%q", line)
		reference, err := json.Marshal(s)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(reference, &want))
		require.Equal(t, want, got)
		require.Equal(t, "before"+string(line), string(appendJSON([]byte("before"), s)))
	})
}

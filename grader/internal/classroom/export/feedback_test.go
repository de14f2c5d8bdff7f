package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/results"
)

func TestFeedback(t *testing.T) {
	r := class()
	for i, name := range []string{"ada", "hostile", "bob"} {
		var b bytes.Buffer
		require.NoError(t, Feedback(&b, r, r.Students[i].Key, sources))
		golden(t, "feedback_"+name+".md", b.String())
		noSecret(t, b.String())
	}
}

// What stands outside of fences holds no HTML and no link of a student's.
func TestFeedbackIsSafeMarkdown(t *testing.T) {
	r := class()
	for _, s := range r.Students {
		var b bytes.Buffer
		require.NoError(t, Feedback(&b, r, s.Key, sources))
		fence := ""
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			switch {
			case fence != "":
				if line == fence {
					fence = ""
				}
			case strings.HasPrefix(line, "```"):
				fence = strings.TrimRight(line, "abcdefghijklmnopqrstuvwxyz")
			default:
				require.NotRegexp(t, `(^|[^\\])<`, line)
				require.NotContains(t, line, "](")
			}
			require.NotContains(t, line, "\x1b")
			require.NotContains(t, line, "\u202e")
		}
		require.Empty(t, fence, "every fence is closed")
	}
}

func TestFeedbackWithoutSources(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Feedback(&b, class(), "ada", nil))
	require.Contains(t, b.String(), "   8  goroutine 8 writes here; nothing orders the two")
}

func TestFeedbackNames(t *testing.T) {
	r := &results.Results{Students: []results.Student{
		{Key: "ada"}, {Key: "Ada"}, {Key: "../../etc/passwd"}, {Key: "a/b\nc"}, {Key: ""}, {Key: "con"}, {Key: strings.Repeat("ü", 300)}, {Key: "\xff"}, {Key: "ada-2"},
	}}
	names := FeedbackNames(r)
	require.Equal(t, "ada.md", names["ada"])
	require.Equal(t, "Ada-2.md", names["Ada"])
	require.Equal(t, "etc-passwd.md", names["../../etc/passwd"])
	require.Equal(t, "a-b-c.md", names["a/b\nc"])
	require.Equal(t, "student-con.md", names["con"])
	require.Equal(t, "ada-2-2.md", names["ada-2"])
	seen := map[string]bool{}
	for key, n := range names {
		require.False(t, seen[strings.ToLower(n)], key)
		seen[strings.ToLower(n)] = true
		require.NotContains(t, n, "/")
		require.LessOrEqual(t, len(n), 255)
	}
}

func FuzzFenced(f *testing.F) {
	f.Add("```\n````")
	f.Fuzz(func(t *testing.T, code string) {
		lines := strings.Split(strings.TrimSuffix(fenced("", code), "\n"), "\n")
		fence := lines[0]
		require.Equal(t, fence, lines[len(lines)-1])
		for _, l := range lines[1 : len(lines)-1] {
			require.NotContains(t, l, fence)
		}
	})
}

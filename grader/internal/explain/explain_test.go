package explain

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
)

// Every kind of finding has a topic, and every file is one.
func TestTopics(t *testing.T) {
	files, err := texts.ReadDir("topics")
	require.NoError(t, err)
	listed := map[string]bool{}
	for _, topic := range Topics() {
		listed[strings.ReplaceAll(topic.Name, "-", "_")+".md"] = true
		b, err := texts.ReadFile(path.Join("topics", strings.ReplaceAll(topic.Name, "-", "_")+".md"))
		require.NoError(t, err)
		kind := strings.ReplaceAll(topic.Name, "-", " ")
		require.True(t, strings.HasPrefix(string(b), "# "+topic.Name+": ") || strings.HasPrefix(string(b), "# "+kind+": "), topic.Name)
		for line := range strings.Lines(string(b)) {
			require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 89, "%s: %s", topic.Name, line)
		}
	}
	require.Len(t, files, len(listed))
	for _, f := range files {
		require.True(t, listed[f.Name()], "%s is listed nowhere", f.Name())
	}
	for _, k := range finding.Kinds {
		require.NotEmpty(t, read(Of(k)).Text)
	}
}

// What a text sends its reader to is there.
func TestReferences(t *testing.T) {
	for _, topic := range Topics() {
		_, rest, found := strings.Cut(topic.Text, "racekata-grader explain ")
		for found {
			name := rest[:strings.IndexFunc(rest, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') })]
			_, ok := Find(name)
			require.True(t, ok, "%s sends to %q", topic.Name, name)
			_, rest, found = strings.Cut(rest, "racekata-grader explain ")
		}
	}
}

func TestFind(t *testing.T) {
	for asked, want := range map[string]string{
		"data-race": "data-race", "data race": "data-race", "Data_Race": "data-race", "stuck": "stuck",
		"concurrent map access": "concurrent-map", "out of memory": "limits", "dump": "goroutine-dump", "report": "race-report",
	} {
		topic, ok := Find(asked)
		require.True(t, ok, asked)
		require.Equal(t, want, topic.Name, asked)
	}
	for _, asked := range []string{"", "race", "nothing"} { // "race" is in two
		_, ok := Find(asked)
		require.False(t, ok, asked)
	}
}

// Polling with a pause is a busy wait too, and its topic says so.
func TestABusyWaitMayPause(t *testing.T) {
	text := read("busy-wait").Text
	for _, pause := range []string{"a sleep", "a ticker", "time.After in a loop"} {
		require.Contains(t, text, pause)
	}
}

package runner

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/kit"
)

// The kit declares events for itself, since it may not link what this package
// needs.
func TestTheKitSpeaksOfTheSameEvents(t *testing.T) {
	ours, theirs := reflect.TypeFor[Event](), reflect.TypeFor[kit.Event]()
	require.Equal(t, theirs.NumField(), ours.NumField())
	for i := range ours.NumField() {
		require.Equal(t, theirs.Field(i).Name, ours.Field(i).Name)
		require.Equal(t, theirs.Field(i).Type, ours.Field(i).Type)
		require.Equal(t, theirs.Field(i).Tag, ours.Field(i).Tag)
	}
	names := constants(t, "event.go")
	require.NotEmpty(t, names)
	kits := constants(t, "../../kit/watch/event.go")
	require.Equal(t, `"RACEKATA_EVENTS"`, kits["EnvEvents"])
	require.Equal(t, `"RACEKATA_LIMIT"`, kits["EnvLimit"])
	delete(kits, "EnvEvents")
	delete(kits, "EnvLimit")
	require.Equal(t, kits, names)
}

// constants are a file's exported constants and their values as written.
func constants(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	found := map[string]string{}
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		for _, spec := range gen.Specs {
			v := spec.(*ast.ValueSpec)
			require.Len(t, v.Values, 1)
			if v.Names[0].IsExported() {
				found[v.Names[0].Name] = v.Values[0].(*ast.BasicLit).Value
			}
		}
	}
	return found
}

func TestReadEvents(t *testing.T) {
	const began = `{"event":"began","test":"TestA","races":1}` + "\n"
	one := Event{Name: "began", Test: "TestA", Races: 1}
	for _, c := range []struct {
		name, in string
		want     []Event
		fault    bool
	}{
		{"nothing", "", nil, false},
		{"two", began + began, []Event{one, one}, false},
		{"the last cut off", began + `{"event":"ended","test":"Te`, []Event{one}, false},
		{"the last whole but for its end", began + strings.TrimSuffix(began, "\n"), []Event{one}, false},
		{"only half a line", `{"ev`, nil, false},
		{"an empty line", began + "\n" + began, []Event{one}, true},
		{"not JSON", "hello\n" + began, nil, true},
		{"of another type", `{"event":7}` + "\n", nil, true},
		{"long", `{"event":"failed","races":0,"text":"` + strings.Repeat("x", 1<<20) + "\"}\n", []Event{{Name: "failed", Text: strings.Repeat("x", 1<<20)}}, false},
		{"unknown fields", `{"event":"done","races":0,"new":true}` + "\n", []Event{{Name: "done"}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readEvents(strings.NewReader(c.in))
			require.Equal(t, c.want, got)
			require.Equal(t, c.fault, err != nil, "%v", err)
		})
	}
	_, err := readEvents(broken{})
	require.ErrorIs(t, err, errBroken)
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Read([]byte) (int, error) { return 0, errBroken }

// FuzzReadEvents: nothing on the pipe is too strange to be read, and events
// come back as they were written, up to a cut.
func FuzzReadEvents(f *testing.F) {
	f.Add([]byte(`{"event":"began","test":"TestA","races":1}`+"\n"), "TestA", "text\n", 3)
	f.Add([]byte("\x00\n\n{}\n[]\nnull\n"), "", "\xff", 0)
	f.Add([]byte(`{"event":"failed","text":"`), "a\nb", "\u2028", -1)
	f.Fuzz(func(t *testing.T, raw []byte, test, text string, cut int) {
		_, _ = readEvents(strings.NewReader(string(raw)))

		events := []Event{
			{Name: EventBegan, Test: strings.ToValidUTF8(test, "?")},
			{Name: EventFailed, Races: cut, Failed: true, Text: strings.ToValidUTF8(text, "?")},
		}
		var lines string
		for _, e := range events {
			b, err := json.Marshal(e)
			require.NoError(t, err)
			lines += string(b) + "\n"
		}
		got, err := readEvents(strings.NewReader(lines))
		require.NoError(t, err)
		require.Equal(t, events, got)

		cut = max(0, min(cut, len(lines)))
		got, err = readEvents(strings.NewReader(lines[:cut]))
		require.NoError(t, err)
		require.Len(t, got, strings.Count(lines[:cut], "\n"))
	})
}

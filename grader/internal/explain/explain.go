package explain

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"racekata/grader/internal/finding"
)

//go:embed topics/*.md
var texts embed.FS

// Topic is one text.
type Topic struct {
	// Name is what to ask for: "data-race".
	Name string
	// Title is the rest of the first line, without the name.
	Title string
	// Text is everything below the title, in plain Markdown of at most 88
	// columns.
	Text string
}

// Topics lists the topics in the order of reading: the kinds of findings in
// the order of their declaration, each followed by what belongs to it.
func Topics() []Topic {
	var all []Topic
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			all = append(all, read(name))
		}
	}
	for _, k := range finding.Kinds {
		add(Of(k))
		switch k {
		case finding.DataRace:
			add("race-report")
		case finding.Stuck:
			add("goroutine-dump")
		}
	}
	add("schedules")
	return all
}

// Of names the topic of a kind of finding.
func Of(k finding.Kind) string {
	switch k {
	case finding.ConcurrentMap:
		return "concurrent-map"
	case finding.OutOfTime, finding.OutOfMemory, finding.TooMuchOutput:
		return "limits"
	}
	return strings.ReplaceAll(string(k), " ", "-")
}

// Find returns the topic that is meant: its name, with spaces or underscores
// too, the words of a kind, or the beginning or a part of one name only.
func Find(name string) (Topic, bool) {
	name = strings.ToLower(strings.NewReplacer(" ", "-", "_", "-").Replace(strings.TrimSpace(name)))
	for _, k := range finding.Kinds {
		if name == strings.ReplaceAll(string(k), " ", "-") {
			return read(Of(k)), true
		}
	}
	var like []Topic
	for _, t := range Topics() {
		if t.Name == name {
			return t, true
		}
		if name != "" && strings.Contains(t.Name, name) {
			like = append(like, t)
		}
	}
	if len(like) == 1 {
		return like[0], true
	}
	return Topic{}, false
}

// read parses a topic's file. A file that is not there, or has no title, is a
// mistake of ours that the package's test finds.
func read(name string) Topic {
	file := path.Join("topics", strings.ReplaceAll(name, "-", "_")+".md")
	b, err := texts.ReadFile(file)
	if err != nil {
		panic(fmt.Sprintf("explain: %v", err))
	}
	head, text, _ := strings.Cut(string(b), "\n")
	title, ok := strings.CutPrefix(head, "# ")
	if _, after, found := strings.Cut(title, ": "); ok && found {
		return Topic{Name: name, Title: after, Text: strings.TrimSpace(text) + "\n"}
	}
	panic("explain: " + file + " does not begin with \"# name: title\"")
}

package watch

import "strings"

// key is a key of the last line.
type key struct{ name, label string }

// keys lists the keys that do something now.
func (m *model) keys() []key {
	switch {
	case m.question != "":
		return []key{{"y", "yes"}, {"n", "no"}}
	case m.page != nil:
		list := []key{{"esc", "back"}, {"↑ ↓ space b", "scroll"}}
		for _, a := range m.Actions {
			list = append(list, key{a.Key, a.Label})
		}
		return append(list, key{"q", "quit"})
	}
	next := "skip"
	if m.passed() {
		next = "next"
	}
	list := []key{{"n", next}, {"p", "back"}}
	if len(m.Exercises) == 1 {
		list = nil
	}
	for _, a := range m.Actions {
		list = append(list, key{a.Key, a.Label})
	}
	if m.outcome != nil && m.outcome.Full != nil {
		list = append(list, key{"o", "output"})
	}
	return append(list, key{"r", "run"}, key{"q", "quit"})
}

// keyLines writes the keys, over as many lines as they need.
func (m *model) keyLines(width int) []string {
	var (
		lines []string
		line  strings.Builder
		used  int
	)
	for _, k := range m.keys() {
		n := len([]rune(k.name)) + 1 + len([]rune(k.label))
		if used > 0 && used+2+n > width {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		if used > 0 {
			line.WriteString("  ")
			used += 2
		}
		line.WriteString(m.Style.Key(k.name, k.label))
		used += n
	}
	return append(lines, line.String())
}

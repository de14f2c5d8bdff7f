package render

import (
	"fmt"
	"io"
	"strings"
)

// Topic is a text that explains something.
type Topic struct{ Name, Title string }

// Topics lists topics.
func (s Style) Topics(w io.Writer, topics []Topic) {
	width := 0
	for _, t := range topics {
		width = max(width, len(t.Name))
	}
	for _, t := range topics {
		fmt.Fprintf(w, "  %s  %s\n", s.bold(fmt.Sprintf("%-*s", width, t.Name)), clip(t.Title, s.width()-width-4))
	}
	fmt.Fprintf(w, "\n  %s\n", s.Explain(topics[0].Name))
}

// Topic writes one text. Its paragraphs and list items are wrapped; indented
// lines are code and stay.
func (s Style) Topic(w io.Writer, t Topic, text string) {
	fmt.Fprintf(w, "%s · %s\n\n", s.bold(t.Name), t.Title)
	var paragraph []string
	flush := func() {
		if len(paragraph) == 0 {
			return
		}
		indent, rest := "  ", strings.Join(paragraph, " ")
		for i, l := range wrap(rest, s.width()-4) {
			if i > 0 && hanging(rest) > 0 {
				l = strings.Repeat(" ", hanging(rest)) + l
			}
			fmt.Fprintln(w, indent+l)
		}
		paragraph = nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "    "):
			flush()
			fmt.Fprintln(w, s.path(line))
		case line == "":
			flush()
			fmt.Fprintln(w)
		case hanging(line) > 0:
			flush()
			paragraph = []string{line}
		default:
			paragraph = append(paragraph, strings.TrimSpace(line))
		}
	}
	flush()
}

// hanging is the width of a list item's mark, 0 when the line is none.
func hanging(line string) int {
	if strings.HasPrefix(line, "- ") {
		return 2
	}
	if mark, _, ok := strings.Cut(line, ". "); ok && len(mark) == 1 && mark[0] >= '1' && mark[0] <= '9' {
		return 3
	}
	return 0
}

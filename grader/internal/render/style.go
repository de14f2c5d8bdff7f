package render

import (
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"
)

// Style is how to write for one destination.
type Style struct {
	Color bool
	Width int // columns; 0 is 80
	// Make is true when the reader works with make, and is shown make's
	// commands instead of the grader's.
	Make bool
	// Screen is true on a screen that has keys, which are named in the place of
	// commands where there are both.
	Screen bool
	// Dir is where the commands have to be typed; "" is where the reader is.
	Dir string
}

func (s Style) width() int {
	if s.Width == 0 {
		return 80
	}
	return max(40, s.Width)
}

func (s Style) paint(text string, attributes ...color.Attribute) string {
	c := color.New(attributes...)
	if s.Color {
		c.EnableColor()
	} else {
		c.DisableColor()
	}
	return c.Sprint(text)
}

func (s Style) good(text string) string  { return s.paint(text, color.FgGreen) }
func (s Style) bad(text string) string   { return s.paint(text, color.FgRed) }
func (s Style) bold(text string) string  { return s.paint(text, color.Bold) }
func (s Style) faint(text string) string { return s.paint(text, color.Faint) }
func (s Style) mark(text string) string  { return s.paint(text, color.FgYellow) }
func (s Style) path(text string) string  { return s.paint(text, color.FgCyan) }

// Command is what to type, for instance Command("check", "101", "CPU=6").
func (s Style) Command(name, exercise string, options ...Option) string {
	var b strings.Builder
	if key := screenKeys[name]; s.Screen && key != "" {
		return key
	}
	if s.Make {
		b.WriteString("make ")
		if s.Dir != "" {
			b.WriteString("-C " + s.Dir + " ")
		}
		b.WriteString(name)
		if exercise != "" {
			b.WriteString(" EX=" + exercise)
		}
		for _, o := range options {
			b.WriteString(" " + strings.ToUpper(o.Name) + "=" + o.Value)
		}
		return b.String()
	}
	if s.Dir != "" {
		b.WriteString("cd " + s.Dir + " && ")
	}
	b.WriteString("racekata-grader " + name)
	if exercise != "" {
		b.WriteString(" " + exercise)
	}
	for _, o := range options {
		b.WriteString(" --" + o.Name + " " + o.Value)
	}
	return b.String()
}

// screenKeys are the keys of commands that a screen has as well.
var screenKeys = map[string]string{"hint": "h", "solution": "s", "list": "l"}

// Explain is what to type to read about a topic.
func (s Style) Explain(topic string) string {
	if s.Make {
		return "make explain TOPIC=" + topic
	}
	return "racekata-grader explain " + topic
}

// Option is a flag in a command to type: --cpu 6, or CPU=6 for make.
type Option struct{ Name, Value string }

// wrap breaks text at spaces so that each line has at most width columns.
// Words that are longer stay whole. Line breaks in text are kept.
func wrap(text string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line, n := "", 0
		for _, word := range strings.Fields(paragraph) {
			w := utf8.RuneCountInString(word)
			if n > 0 && n+1+w > width {
				lines = append(lines, line)
				line, n = "", 0
			}
			if n > 0 {
				line += " "
				n++
			}
			line += word
			n += w
		}
		lines = append(lines, line)
	}
	return lines
}

// between puts as many spaces between left and right as fill width columns.
// plainLeft and plainRight are the same texts without colour.
func between(left, plainLeft, right, plainRight string, width int) string {
	gap := width - utf8.RuneCountInString(plainLeft) - utf8.RuneCountInString(plainRight)
	return left + strings.Repeat(" ", max(1, gap)) + right
}

// Key writes a key and what it does.
func (s Style) Key(name, label string) string { return s.bold(name) + " " + s.faint(label) }

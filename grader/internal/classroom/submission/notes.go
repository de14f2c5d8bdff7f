package submission

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// notes collects sentences. A hostile submission can be odd in a million
// places, so of each kind only the first few are kept and the rest counted.
type notes struct {
	kinds []kind
}

type kind struct {
	format string
	texts  []string
	more   int
}

const maxNotesOfAKind = 5

// add keeps a sentence; the format is its kind.
func (n *notes) add(format string, args ...any) {
	n.keep(format, fmt.Sprintf(format, args...))
}

func (n *notes) keep(format, text string) {
	i := slices.IndexFunc(n.kinds, func(k kind) bool { return k.format == format })
	if i < 0 {
		n.kinds = append(n.kinds, kind{format: format})
		i = len(n.kinds) - 1
	}
	k := &n.kinds[i]
	switch {
	case slices.Contains(k.texts, text):
	case len(k.texts) == maxNotesOfAKind:
		k.more++
	default:
		k.texts = append(k.texts, text)
	}
}

func (n *notes) addAll(texts []string) {
	for _, t := range texts {
		n.keep(t, t)
	}
}

func (n *notes) merge(o *notes) {
	for _, k := range o.kinds {
		for _, t := range k.texts {
			n.keep(k.format, t)
		}
		if i := slices.IndexFunc(n.kinds, func(x kind) bool { return x.format == k.format }); i >= 0 {
			n.kinds[i].more += k.more
		}
	}
}

func (n *notes) list() []string {
	var all []string
	for _, k := range n.kinds {
		all = append(all, k.texts...)
		if k.more > 0 {
			all = append(all, fmt.Sprintf("And %d more like this.", k.more))
		}
	}
	return all
}

// sentence makes one of an error's text.
func sentence(err error) string {
	text := err.Error()
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:] + "."
}

// quoted is a name as a person may see it: in quotes when it holds what does
// not print, or reads as something else, and cut when it is endless.
func quoted(name string) string {
	const most = 200
	cut := ""
	if len(name) > most {
		name, cut = name[:most], "…"
		for !utf8.ValidString(name) && len(name) > most-utf8.UTFMax {
			name = name[:len(name)-1]
		}
	}
	if name != "" && utf8.ValidString(name) && strings.TrimSpace(name) == name &&
		!strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return name + cut
	}
	return strconv.Quote(name) + cut
}

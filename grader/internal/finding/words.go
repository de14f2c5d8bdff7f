package finding

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// list joins words as people do: "a", "a and b", "a, b and c".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// goroutines names goroutines of a dump: "goroutine 7", "goroutines 7 and 8",
// "goroutines 7, 8, 9 and 97 more".
func goroutines(ids []int) string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	const most = 4
	var words []string
	for i, id := range ids {
		if i == most-1 && len(ids) > most {
			words = append(words, fmt.Sprintf("%d more", len(ids)-i))
			break
		}
		words = append(words, fmt.Sprint(id))
	}
	if len(ids) == 1 {
		return "goroutine " + words[0]
	}
	return "goroutines " + list(words)
}

// someone begins a title: "a goroutine", "3 goroutines".
func someone(n int) string {
	if n == 1 {
		return "a goroutine"
	}
	return fmt.Sprintf("%d goroutines", n)
}

// plural turns "waits to lock" into "wait to lock" when n is not 1.
func plural(phrase string, n int) string {
	if n == 1 {
		return phrase
	}
	verb, rest, _ := strings.Cut(phrase, " ")
	if verb == "is" {
		verb = "are"
	} else {
		verb = strings.TrimSuffix(verb, "s")
	}
	return strings.TrimSuffix(verb+" "+rest, " ")
}

// sentence makes a title of a tool's or a test's words: one line, no full
// stop, no longer than a terminal shows.
func sentence(text string) string { return clipped(text, 160) }

// clipped is sentence with a limit in bytes of its own.
func clipped(text string, most int) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.TrimRight(strings.TrimSpace(line), ".")
	line = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, line)
	if len(line) <= most {
		return line
	}
	line = line[:most]
	for !utf8.ValidString(line) && len(line) > 0 {
		line = line[:len(line)-1]
	}
	return line + "…"
}

// detail bounds further lines.
func detail(text string) string {
	text = strings.TrimRight(text, "\n ")
	if len(text) <= maxDetail {
		return text
	}
	text = text[:maxDetail]
	if i := strings.LastIndexByte(text, '\n'); i > 0 {
		text = text[:i]
	}
	return strings.ToValidUTF8(text, "") + "\n…"
}

// funcName is the last part of a function's name in a stack, without type
// arguments: "Lock" of "sync.(*Mutex).Lock", "Sort" of "slices.Sort[...]".
func funcName(fn string) string {
	depth := 0
	fn = strings.Map(func(r rune) rune {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0:
			return r
		}
		return -1
	}, fn)
	return fn[strings.LastIndexByte(fn, '.')+1:]
}

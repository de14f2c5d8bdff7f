package main

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// style is how a terminal shows some text.
type style struct {
	Front, Back colour // "" is the terminal's own
	Bold, Faint bool
}

// span is text of one style on one line.
type span struct {
	Column int // of the first cell, from 0
	Cells  int // how many it fills; a wide character fills two
	Text   string
	Style  style
}

// parse reads what `tmux capture-pane -e -p` prints: lines of text with SGR
// sequences, as in
//
//	"\x1b[31m✗\x1b[39m data race"
//
// A style goes on over the end of a line, as in a terminal. Of SGR it knows
// reset, bold, faint and colours; what else there is of sequences and control
// characters is left out, and what is no UTF-8 is shown as U+FFFD.
func parse(capture string) [][]span {
	var (
		lines [][]span
		now   style
	)
	for line := range strings.SplitSeq(strings.TrimSuffix(capture, "\n"), "\n") {
		var l lineOf
		for line != "" {
			if n, parameters, isSGR := sequence(line); n > 0 {
				if isSGR {
					now = now.with(parameters)
				}
				line = line[n:]
				continue
			}
			r, n := utf8.DecodeRuneInString(line)
			line = line[n:]
			if !unicode.IsControl(r) {
				l.add(r, now)
			}
		}
		lines = append(lines, l.spans)
	}
	return lines
}

// lineOf collects a line's spans.
type lineOf struct {
	spans  []span
	column int
}

func (l *lineOf) add(r rune, s style) {
	cells := ansi.StringWidth(string(r))
	if n := len(l.spans); n > 0 && (l.spans[n-1].Style == s || cells == 0) {
		// What has no width of its own belongs to the cell before it.
		l.spans[n-1].Text += string(r)
		l.spans[n-1].Cells += cells
	} else if cells > 0 {
		l.spans = append(l.spans, span{l.column, cells, string(r), s})
	}
	l.column += cells
}

// sequence is the length of the escape sequence that s begins with, 0 for none,
// and whether it is an SGR one with these parameters.
func sequence(s string) (n int, parameters string, isSGR bool) {
	if s[0] != '\x1b' {
		return 0, "", false
	}
	if len(s) == 1 {
		return 1, "", false
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			switch c := s[i]; {
			case c >= 0x40 && c <= 0x7e:
				// ESC [ > 4 m and the like set other things.
				return i + 1, s[2:i], c == 'm' && strings.Trim(s[2:i], "0123456789;:") == ""
			case c < 0x20 || c > 0x7e: // no part of a sequence: it was cut off
				return i, "", false
			}
		}
		return len(s), "", false
	case ']', 'P', '_', '^', 'X': // a string up to BEL or ESC \
		for i := 2; i < len(s); i++ {
			if s[i] == '\a' {
				return i + 1, "", false
			}
			if s[i] == '\x1b' && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2, "", false
			}
		}
		return len(s), "", false
	}
	// ESC ( B and the like: intermediates, then a final byte.
	i := 1
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
		i++
	}
	return i, "", false
}

// with is the style after an SGR sequence. A parameter that is not known is
// left out; one that says how many follow it, wrongly, takes the rest along.
func (s style) with(parameters string) style {
	var codes []int
	for p := range strings.SplitSeq(parameters, ";") {
		n, err := strconv.Atoi(p)
		if p != "" && (err != nil || n < 0) {
			n = -1 // 4:3, a curly underline, is one that is not known
		}
		codes = append(codes, n)
	}
	for i := 0; i < len(codes); i++ {
		switch c := codes[i]; {
		case c == 0:
			s = style{}
		case c == 1:
			s.Bold = true
		case c == 2:
			s.Faint = true
		case c == 22:
			s.Bold, s.Faint = false, false
		case c >= 30 && c <= 37:
			s.Front = indexed(c - 30)
		case c >= 90 && c <= 97:
			s.Front = indexed(c - 90 + 8)
		case c == 39:
			s.Front = ""
		case c >= 40 && c <= 47:
			s.Back = indexed(c - 40)
		case c >= 100 && c <= 107:
			s.Back = indexed(c - 100 + 8)
		case c == 49:
			s.Back = ""
		case c == 38 || c == 48:
			picked, took, ok := extended(codes[i+1:])
			i += took
			switch {
			case !ok:
			case c == 38:
				s.Front = picked
			default:
				s.Back = picked
			}
		}
	}
	return s
}

// extended reads what follows a 38 or 48: 5;n or 2;r;g;b. took is how many of
// the codes belong to it.
func extended(codes []int) (c colour, took int, ok bool) {
	switch {
	case len(codes) >= 2 && codes[0] == 5:
		n := codes[1]
		if n < 0 || n > 255 {
			return "", 2, false
		}
		return indexed(n), 2, true
	case len(codes) >= 4 && codes[0] == 2:
		for _, n := range codes[1:4] {
			if n < 0 || n > 255 {
				return "", 4, false
			}
		}
		return rgb(codes[1], codes[2], codes[3]), 4, true
	}
	return "", len(codes), false
}

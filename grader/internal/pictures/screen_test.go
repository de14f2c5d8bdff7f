package main

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		capture string
		want    [][]span
	}{
		"plain text is one span": {"make check\n", [][]span{{{0, 10, "make check", style{}}}}},
		"an empty line is kept":  {"a\n\nb\n", [][]span{{{0, 1, "a", style{}}}, nil, {{0, 1, "b", style{}}}}},
		"bold, faint, reset": {"\x1b[1ma\x1b[2mb\x1b[0mc\x1b[1md\x1b[me", [][]span{{
			{0, 1, "a", style{Bold: true}}, {1, 1, "b", style{Bold: true, Faint: true}}, {2, 1, "c", style{}},
			{3, 1, "d", style{Bold: true}}, {4, 1, "e", style{}},
		}}},
		"22 is neither bold nor faint": {"\x1b[1;2;31ma\x1b[22mb", [][]span{{
			{0, 1, "a", style{Front: palette[1], Bold: true, Faint: true}}, {1, 1, "b", style{Front: palette[1]}},
		}}},
		"the sixteen colours": {"\x1b[31ma\x1b[97mb\x1b[39mc\x1b[44md\x1b[100me\x1b[49mf", [][]span{{
			{0, 1, "a", style{Front: palette[1]}}, {1, 1, "b", style{Front: palette[15]}}, {2, 1, "c", style{}},
			{3, 1, "d", style{Back: palette[4]}}, {4, 1, "e", style{Back: palette[8]}}, {5, 1, "f", style{}},
		}}},
		"256 colours": {"\x1b[38;5;9ma\x1b[38;5;208mb\x1b[48;5;244mc", [][]span{{
			{0, 1, "a", style{Front: palette[9]}}, {1, 1, "b", style{Front: "#ff8700"}},
			{2, 1, "c", style{Front: "#ff8700", Back: "#808080"}},
		}}},
		"true colours": {"\x1b[38;2;1;2;255ma\x1b[48;2;16;32;48;1mb", [][]span{{
			{0, 1, "a", style{Front: "#0102ff"}}, {1, 1, "b", style{Front: "#0102ff", Back: "#102030", Bold: true}},
		}}},
		"a style goes on over the end of a line": {"\x1b[32ma\nb", [][]span{
			{{0, 1, "a", style{Front: palette[2]}}}, {{0, 1, "b", style{Front: palette[2]}}},
		}},
		"a style set twice is one span":          {"\x1b[31ma\x1b[31mb", [][]span{{{0, 2, "ab", style{Front: palette[1]}}}}},
		"a wide character fills two cells":       {"世\x1b[1ma", [][]span{{{0, 2, "世", style{}}, {2, 1, "a", style{Bold: true}}}}},
		"an accent belongs to its letter":        {"e\x1b[1m\u0301a", [][]span{{{0, 1, "e\u0301", style{}}, {1, 1, "a", style{Bold: true}}}}},
		"an accent without a letter is left out": {"\u0301a", [][]span{{{0, 1, "a", style{}}}}},
		"what is no UTF-8 is shown":              {"a\xffb", [][]span{{{0, 3, "a\ufffdb", style{}}}}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, parse(c.capture)) })
	}
}

// Nothing of these may be seen, nor change how the text behind looks.
func TestParseIgnores(t *testing.T) {
	for name, sequence := range map[string]string{
		"italic, underlined, blinking, reverse, hidden, struck": "\x1b[3;4;5;7;8;9m",
		"another font, framed, overlined":                       "\x1b[11;51;53m",
		"a curly underline and its colour":                      "\x1b[4:3;58;5;9m",
		"colours with colons":                                   "\x1b[38:5:9m\x1b[38:2::1:2:3m",
		"a 256 colour that is none":                             "\x1b[38;5;256m\x1b[48;5;-1m",
		"a true colour that is none":                            "\x1b[38;2;1;2;256m",
		"a colour cut short":                                    "\x1b[38m\x1b[38;5m\x1b[48;2;1;2m",
		"a colour of another kind":                              "\x1b[38;3;1;31;1m",
		"a number beyond all bounds":                            "\x1b[99999999999999999999m",
		"other sequences that end in m":                         "\x1b[?1m\x1b[>4;1m\x1b[1 m",
		"the cursor moved, the screen cleared":                  "\x1b[2J\x1b[H\x1b[?25l\x1b[3A",
		"a title":                                               "\x1b]0;a title\a",
		"a link":                                                "\x1b]8;;https://example.com\x1b\\",
		"a device control string":                               "\x1bP1$r0m\x1b\\",
		"another character set":                                 "\x1b(B\x0f",
		"the cursor saved":                                      "\x1b7\x1b=",
		"control characters":                                    "\x00\b\a\r\t\x7f\u0085",
	} {
		t.Run(name, func(t *testing.T) {
			want := [][]span{{{0, 2, "ab", style{Front: palette[1]}}}}
			require.Equal(t, want, parse("\x1b[31ma"+sequence+"b"))
		})
	}
	for name, cut := range map[string]string{"ESC": "\x1b", "CSI": "\x1b[", "SGR": "\x1b[3", "OSC": "\x1b]0;title", "a character set": "\x1b("} {
		t.Run(name+" cut off at the end", func(t *testing.T) {
			require.Equal(t, [][]span{{{0, 1, "a", style{}}}}, parse("a"+cut))
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range scenes {
		capture, err := os.ReadFile("testdata/" + s.name + ".ansi")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(capture))
	}
	f.Add("\x1b[38;5;1;48;2;1;2;3mx\x1b[m\x1b]8;;y\x1b\\\u0301世\xff\x1b(B<&>")
	f.Fuzz(func(t *testing.T, capture string) {
		lines := parse(capture)
		require.Len(t, lines, strings.Count(strings.TrimSuffix(capture, "\n"), "\n")+1)
		for _, line := range lines {
			column := 0
			for _, s := range line {
				require.Equal(t, column, s.Column, "spans follow each other")
				require.Positive(t, s.Cells)
				cells := 0
				for _, r := range s.Text {
					cells += ansi.StringWidth(string(r))
				}
				require.Equal(t, cells, s.Cells)
				require.True(t, utf8.ValidString(s.Text))
				column += s.Cells
			}
		}
		wellFormed(t, svg(picture{"a title", "a summary", 80}, capture))
	})
}

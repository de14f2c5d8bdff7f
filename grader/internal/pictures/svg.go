package main

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// In pixels.
const (
	fontSize   = 14.0
	cellWidth  = 8.4 // 0.6 em, the advance of most monospace fonts
	lineHeight = 19.0
	baseline   = 14.0 // of a line, from its top
	margin     = 16.0 // around the text
	titleBar   = 34.0
)

const faintness = .65

const fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

// picture says what is drawn beside the screen itself.
type picture struct {
	Title   string // of the window
	Summary string // for who does not see it
	Columns int    // of the terminal
}

// svg draws a capture of a terminal as a window. It needs nothing from
// anywhere: no script, no font, no link.
func svg(p picture, capture string) string {
	lines := parse(capture)
	width := float64(p.Columns)*cellWidth + 2*margin
	height := titleBar + float64(len(lines))*lineHeight + 2*margin - 8
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" role="img" aria-labelledby="title desc">`+"\n", px(width), px(height))
	fmt.Fprintf(&b, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escaped(p.Title), escaped(p.Summary))
	fmt.Fprintf(&b, `<rect x="0.5" y="0.5" width="%s" height="%s" rx="9" fill="%s" stroke="%s"/>`+"\n", px(width-1), px(height-1), paper, edge)
	for i := range 3 {
		fmt.Fprintf(&b, `<circle cx="%s" cy="%s" r="5" fill="%s"/>`+"\n", px(margin+4+float64(i)*18), px(titleBar/2), knob)
	}
	fmt.Fprintf(&b, `<g font-family="%s" font-size="%s" style="font-variant-emoji:text">`+"\n", fonts, px(fontSize))
	fmt.Fprintf(&b, `<text x="%s" y="%s" text-anchor="middle" font-size="13" fill="%s">%s</text>`+"\n", px(width/2), px(titleBar/2+4.5), quiet, escaped(p.Title))
	for i, line := range lines {
		y := titleBar + margin - 8 + float64(i)*lineHeight
		for _, s := range line {
			background(&b, s, y)
		}
		for _, s := range line {
			text(&b, s, y)
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

func background(b *strings.Builder, s span, y float64) {
	if s.Style.Back != "" {
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`+"\n",
			px(at(s.Column)), px(y), px(float64(s.Cells)*cellWidth), px(lineHeight), s.Style.Back)
	}
}

// text writes a span. It is one element as far as the font's own characters go:
// a symbol comes from who knows which font, at who knows what width, and gets
// an element of its own that holds it to its cell.
func text(b *strings.Builder, s span, y float64) {
	look := s.Style
	look.Front = cmp.Or(look.Front, ink)
	for _, p := range s.pieces() {
		x := at(p.Column)
		if first, _ := utf8.DecodeRuneInString(p.Text); isDrawn(first) {
			drawnAs(b, first, p.Cells, x, y, look)
			continue
		}
		fmt.Fprintf(b, `<text x="%s" y="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="%s"`,
			px(x), px(y+baseline), px(float64(p.Cells)*cellWidth), look.Front)
		if look.Bold {
			b.WriteString(` font-weight="bold"`)
		}
		if look.Faint {
			b.WriteString(opacity("fill-opacity", faintness))
		}
		fmt.Fprintf(b, ">%s</text>\n", escaped(p.Text))
	}
}

// pieces splits a span into text in the font, single symbols, and repetitions of
// one drawn character. Spaces at either end of it are left out.
func (s span) pieces() []span {
	type kind int
	const (
		plain kind = iota
		symbol
		drawn
	)
	kindOf := func(c rune) kind {
		switch {
		case isDrawn(c):
			return drawn
		case c >= 0x2000:
			return symbol
		}
		return plain
	}
	var (
		all    []span
		last   kind
		before rune
		column = s.Column
	)
	for _, c := range s.Text {
		k, cells := kindOf(c), ansi.StringWidth(string(c))
		goesOn := len(all) > 0 && (cells == 0 || k == last && (k == plain || k == drawn && c == before))
		if goesOn {
			all[len(all)-1].Text += string(c)
			all[len(all)-1].Cells += cells
		} else {
			all = append(all, span{column, cells, string(c), s.Style})
		}
		column += cells
		if cells > 0 {
			last, before = k, c
		}
	}
	kept := all[:0]
	for _, p := range all {
		cut := strings.TrimLeft(p.Text, " ")
		spaces := len(p.Text) - len(cut)
		p.Column, p.Cells = p.Column+spaces, p.Cells-spaces
		p.Text = strings.TrimRight(cut, " ")
		p.Cells -= len(cut) - len(p.Text)
		if p.Text != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// at is where a column begins.
func at(column int) float64 { return margin + float64(column)*cellWidth }

// px writes a number with as many decimals as it needs, two at most.
func px(n float64) string { return strconv.FormatFloat(math.Round(n*100)/100, 'f', -1, 64) }

func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a Builder takes everything
	}
	return b.String()
}

package main

import (
	"fmt"
	"strings"
)

// Fonts differ in how high a line of theirs is, and then the bars of a frame do
// not meet. What has to meet, over and beside it, is therefore drawn.

// arms of the box-drawing characters: up, down, left, right.
var arms = map[rune]string{
	'─': "lr", '│': "ud", '┌': "dr", '┐': "dl", '└': "ur", '┘': "ul",
	'╭': "dr", '╮': "dl", '╰': "ur", '╯': "ul",
	'├': "udr", '┤': "udl", '┬': "dlr", '┴': "ulr", '┼': "udlr",
	'╴': "l", '╵': "u", '╶': "r", '╷': "d",
}

// blocks are rectangles in a cell: x, y, width, height in eighths of it, and
// how dense they are.
var blocks = map[rune]struct {
	x, y, w, h float64
	dense      float64
}{
	'█': {0, 0, 8, 8, 1}, '▓': {0, 0, 8, 8, .75}, '▒': {0, 0, 8, 8, .5}, '░': {0, 0, 8, 8, .25},
	'▀': {0, 0, 8, 4, 1}, '▐': {4, 0, 4, 8, 1},
	'▁': {0, 7, 8, 1, 1}, '▂': {0, 6, 8, 2, 1}, '▃': {0, 5, 8, 3, 1}, '▄': {0, 4, 8, 4, 1},
	'▅': {0, 3, 8, 5, 1}, '▆': {0, 2, 8, 6, 1}, '▇': {0, 1, 8, 7, 1},
	'▏': {0, 0, 1, 8, 1}, '▎': {0, 0, 2, 8, 1}, '▍': {0, 0, 3, 8, 1}, '▌': {0, 0, 4, 8, 1},
	'▋': {0, 0, 5, 8, 1}, '▊': {0, 0, 6, 8, 1}, '▉': {0, 0, 7, 8, 1},
}

func isDrawn(r rune) bool {
	_, box := arms[r]
	_, block := blocks[r]
	return box || block
}

// drawnAs writes n times the same character from the cell at x, y on. s.Front
// is set.
func drawnAs(b *strings.Builder, r rune, n int, x, y float64, s style) {
	if block, ok := blocks[r]; ok {
		dense := block.dense
		if s.Faint {
			dense *= faintness
		}
		put := func(x, w float64) {
			fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s"%s/>`+"\n",
				px(x), px(y+block.y*lineHeight/8), px(w), px(block.h*lineHeight/8), s.Front, opacity("fill-opacity", dense))
		}
		if block.w == 8 { // in one piece: no seam can show
			put(x, float64(n)*cellWidth)
			return
		}
		for i := range n {
			put(x+(float64(i)+block.x/8)*cellWidth, block.w*cellWidth/8)
		}
		return
	}
	var path strings.Builder
	middle := y + lineHeight/2
	if r == '─' {
		fmt.Fprintf(&path, "M%s %sH%s", px(x), px(middle), px(x+float64(n)*cellWidth))
		n = 0
	}
	for i := range n {
		left := x + float64(i)*cellWidth
		center := left + cellWidth/2
		for _, arm := range arms[r] {
			fmt.Fprintf(&path, "M%s %s", px(center), px(middle))
			switch arm {
			case 'u':
				fmt.Fprintf(&path, "V%s", px(y))
			case 'd':
				fmt.Fprintf(&path, "V%s", px(y+lineHeight))
			case 'l':
				fmt.Fprintf(&path, "H%s", px(left))
			case 'r':
				fmt.Fprintf(&path, "H%s", px(left+cellWidth))
			}
		}
	}
	width, dense := 1.2, 1.0
	if s.Bold {
		width = 2
	}
	if s.Faint {
		dense = faintness
	}
	fmt.Fprintf(b, `<path d="%s" stroke="%s" stroke-width="%s"%s fill="none"/>`+"\n",
		path.String(), s.Front, px(width), opacity("stroke-opacity", dense))
}

func opacity(name string, of float64) string {
	if of == 1 {
		return ""
	}
	return fmt.Sprintf(` %s="%s"`, name, px(of))
}

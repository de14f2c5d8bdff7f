package main

import "fmt"

// colour is as in SVG: "#rrggbb".
type colour string

// The window's own colours. It is dark on a light page too; the edge is what
// sets it off on a dark one.
const (
	paper colour = "#161b22"
	ink   colour = "#e6edf3"
	edge  colour = "#444c56"
	quiet colour = "#9198a1" // the title
	knob  colour = "#57606a"
)

// palette is the sixteen colours that programs name. Each but black, which
// nothing is written in, has a contrast of at least 4.5 to the paper.
var palette = [16]colour{
	"#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#c9d1d9",
	"#8b949e", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#f0f6fc",
}

func rgb(r, g, b int) colour { return colour(fmt.Sprintf("#%02x%02x%02x", r, g, b)) }

// indexed is one of xterm's 256 colours: the palette, a cube of 6×6×6, and 24
// greys.
func indexed(n int) colour {
	switch {
	case n < 16:
		return palette[n]
	case n < 232:
		steps := [6]int{0, 95, 135, 175, 215, 255}
		n -= 16
		return rgb(steps[n/36], steps[n/6%6], steps[n%6])
	}
	grey := 8 + 10*(n-232)
	return rgb(grey, grey, grey)
}

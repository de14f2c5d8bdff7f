package report

import (
	"fmt"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// histogram is the distribution of the sums, drawn by page.html.
type histogram struct {
	Width, Height int
	Base          int // y of the axis
	Columns       []column
	Text          string // for who does not see it
}

type column struct {
	X, Y, Width, Height int
	Middle, TextY       int
	Count               int
	From, To            string
}

const columnsOf = 10

// newHistogram counts students by tenths of what can be had. Who has all of it
// is in the last tenth.
func newHistogram(totals []float64, most float64) histogram {
	const wide, gap, high, top, low = 64, 6, 180, 22, 24
	h := histogram{Width: columnsOf * wide, Height: top + high + low, Base: top + high}
	var counts [columnsOf]int
	largest := 1
	for _, t := range totals {
		at := 0
		if most > 0 {
			at = min(columnsOf-1, max(0, int(t/most*columnsOf)))
		}
		counts[at]++
		largest = max(largest, counts[at])
	}
	for i, n := range counts {
		c := column{X: i*wide + gap/2, Width: wide - gap, Height: n * high / largest, Count: n}
		if n > 0 {
			c.Height = max(2, c.Height)
		}
		c.Y = h.Base - c.Height
		c.Middle, c.TextY = c.X+c.Width/2, c.Y-6
		c.From, c.To = number(most*float64(i)/columnsOf), number(most*float64(i+1)/columnsOf)
		h.Columns = append(h.Columns, c)
		h.Text += fmt.Sprintf("%s to %s points: %d. ", c.From, c.To, n)
	}
	return h
}

// bar is one piece of an exercise's bar of outcomes.
type bar struct {
	Class, Name string
	Count       int
	X, Width    float64 // in hundredths of the bar
}

// outcomes are how an exercise went, in pieces of one bar.
func outcomes(r *results.Results, at int) []bar {
	bars := []bar{{Class: "c4", Name: "passed"}, {Class: "c2", Name: "some points"}, {Class: "c0", Name: "no points"}, {Class: "cm", Name: "not handed in"}, {Class: "cx", Name: "not judged"}}
	for i := range r.Students {
		g := &r.Students[i].Grades[at]
		switch {
		case g.State == results.Missing:
			bars[3].Count++
		case g.State == results.Fault || g.Verdict == nil:
			bars[4].Count++
		case g.Verdict.Outcome == verdict.Passed:
			bars[0].Count++
		case g.Verdict.Points > 0:
			bars[1].Count++
		default:
			bars[2].Count++
		}
	}
	x := 0.0
	for i := range bars {
		bars[i].X = x
		bars[i].Width = 100 * float64(bars[i].Count) / float64(max(1, len(r.Students)))
		x += bars[i].Width
	}
	return bars
}

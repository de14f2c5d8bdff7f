package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "draw the recorded captures anew, into grader/docs/pictures")

// From here to what is committed.
const (
	top     = "../../.."
	drawnIn = top + "/" + drawings
)

// The captures are recorded by `make pictures`.
func TestDrawings(t *testing.T) {
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			capture, err := os.ReadFile("testdata/" + s.name + ".ansi")
			require.NoError(t, err)
			got := svg(s.picture, string(capture))
			path := filepath.Join(drawnIn, s.name+".svg")
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), got, "draw them anew with -update")
			for _, line := range parse(string(capture)) {
				for _, s := range line {
					require.LessOrEqual(t, s.Column+s.Cells, 80, "%q is cut off", s.Text)
				}
			}
		})
	}
}

func TestCommitted(t *testing.T) {
	for pattern, extension := range map[string]string{drawnIn + "/*": ".svg", "testdata/*": ".ansi"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		var of []string
		for _, path := range files {
			// The teacher's page is photographed by the test of its own package.
			if path == "testdata/fuzz" || filepath.Ext(path) == ".png" {
				continue
			}
			of = append(of, filepath.Base(path))
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Empty(t, private(string(text)), path)
			if extension == ".svg" {
				wellFormed(t, string(text))
			}
		}
		var want []string
		for _, s := range scenes {
			want = append(want, s.name+extension)
		}
		require.ElementsMatch(t, want, of)
	}
}

func TestPrivate(t *testing.T) {
	require.Equal(t, "/home/", private("see /home/you/racekata"))
	require.Empty(t, private("exercises/101_counter/counter.go"))
}

// Who does not see a picture reads what it shows.
func TestReadmeShowsThem(t *testing.T) {
	readme, err := os.ReadFile(top + "/README.md")
	require.NoError(t, err)
	for _, s := range scenes {
		shown := regexp.MustCompile(`!\[([^\]]+)\]\(` + drawings + "/" + s.name + `\.svg\)`).FindSubmatch(readme)
		require.NotNil(t, shown, "README.md does not show %s with a text for it", s.name)
		require.Greater(t, len(shown[1]), 40, "the text says little: %s", shown[1])
	}
}

// wellFormed holds a drawing to be XML of the few elements and attributes that
// are drawn with, so that it can hold no script, no font and no link.
func wellFormed(t *testing.T, drawing string) {
	t.Helper()
	known := map[string]string{
		"svg": "xmlns width height viewBox role aria-labelledby", "title": "id", "desc": "id",
		"rect": "x y width height rx fill fill-opacity stroke", "circle": "cx cy r fill",
		"path": "d fill stroke stroke-width stroke-opacity", "g": "font-family font-size style",
		"text": "x y text-anchor font-size font-weight fill fill-opacity textLength lengthAdjust space",
	}
	count := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		count[e.Name.Local]++
		require.Contains(t, known, e.Name.Local)
		for _, a := range e.Attr {
			require.Contains(t, strings.Fields(known[e.Name.Local]), a.Name.Local)
			if a.Name.Local != "xmlns" {
				require.NotContains(t, a.Value, "://")
				require.NotContains(t, a.Value, "url(")
			}
		}
	}
	for _, name := range []string{"svg", "title", "desc"} {
		require.Equal(t, 1, count[name], name)
	}
}

func TestTextIsEscaped(t *testing.T) {
	drawing := svg(picture{`<"a" & 'b'>`, "x < y", 80}, "if a < b && c > d { </text><script> }\n\ufffe")
	wellFormed(t, drawing)
	require.Contains(t, drawing, "if a &lt; b &amp;&amp; c &gt; d { &lt;/text&gt;&lt;script&gt; }")
}

// Each text begins where its column does and is as long as its cells, whatever
// the font.
func TestTextIsHeldToTheGrid(t *testing.T) {
	drawing := svg(picture{"t", "s", 80}, "  ab  c ✓ \x1b[31mred\x1b[0m 世\n│ x")
	texts := regexp.MustCompile(`<text x="([^"]+)" y="([^"]+)" textLength="([^"]+)"[^>]*>([^<]+)<`).FindAllStringSubmatch(drawing, -1)
	var got []string
	for _, m := range texts {
		number := func(i int) float64 {
			n, err := strconv.ParseFloat(m[i], 64)
			require.NoError(t, err)
			return n
		}
		cell := func(px float64) string { return strconv.FormatFloat(math.Round(px/cellWidth*100)/100, 'f', -1, 64) }
		got = append(got, cell(number(1)-margin)+"+"+cell(number(3))+" "+m[4])
	}
	require.Equal(t, []string{"2+5 ab  c", "8+1 ✓", "10+3 red", "14+2 世", "2+1 x"}, got)
}

// The bar of one line meets the bar of the next, and a row of blocks has no
// seam, though the font's own would.
func TestFramesAreDrawn(t *testing.T) {
	drawing := svg(picture{"t", "s", 80}, "│\n│\n└──┐\n\x1b[32m███\x1b[2m░░\x1b[0m▌")
	require.NotRegexp(t, "[│└─┐█░▌]", drawing)
	y := titleBar + margin - 8
	for i, want := range []string{
		"M20.2 " + px(y+lineHeight/2) + "V" + px(y) + "M20.2 " + px(y+lineHeight/2) + "V" + px(y+lineHeight),
		"V" + px(y+lineHeight) + "M",
		"M24.4 " + px(y+2.5*lineHeight) + "H41.2",
		`<rect x="16" y="` + px(y+3*lineHeight) + `" width="25.2" height="19" fill="#3fb950"/>`,
		`<rect x="41.2" y="` + px(y+3*lineHeight) + `" width="16.8" height="19" fill="#3fb950" fill-opacity="0.16"/>`,
		`<rect x="58" y="` + px(y+3*lineHeight) + `" width="4.2" height="19" fill="#e6edf3"/>`,
	} {
		require.Contains(t, drawing, want, "%d", i)
	}
}

func TestBackground(t *testing.T) {
	drawing := svg(picture{"t", "s", 80}, "a\x1b[41m  b\x1b[0m")
	require.Contains(t, drawing, `<rect x="24.4" y="42" width="25.2" height="19" fill="#ff7b72"/>`)
}

// WCAG asks 4.5 of text that is read.
func TestColoursAreReadable(t *testing.T) {
	for _, c := range append(palette[1:], ink, quiet) {
		require.GreaterOrEqual(t, contrast(t, c, paper, 1), 4.5, c)
	}
	for _, c := range []colour{ink, palette[1], palette[2], palette[3], palette[6]} {
		require.GreaterOrEqual(t, contrast(t, c, paper, faintness), 3.0, "%s, faint", c)
	}
	require.GreaterOrEqual(t, contrast(t, ink, paper, faintness), 4.5, "what is faint is read too")
}

// contrast is WCAG's, of a colour on another with some opacity.
func contrast(t *testing.T, front, back colour, opacity float64) float64 {
	t.Helper()
	light := func(of func(i int) float64) (l float64) {
		for i, weight := range []float64{.2126, .7152, .0722} {
			c := of(i) / 255
			if c <= .04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+.055)/1.055, 2.4)
			}
			l += weight * c
		}
		return l
	}
	part := func(c colour, i int) float64 {
		n, err := strconv.ParseUint(string(c[1+2*i:3+2*i]), 16, 8)
		require.NoError(t, err)
		return float64(n)
	}
	a := light(func(i int) float64 { return opacity*part(front, i) + (1-opacity)*part(back, i) })
	b := light(func(i int) float64 { return part(back, i) })
	return (max(a, b) + .05) / (min(a, b) + .05)
}

func TestIndexed(t *testing.T) {
	for n, want := range map[int]colour{0: palette[0], 15: palette[15], 16: "#000000", 21: "#0000ff", 231: "#ffffff", 232: "#080808", 255: "#eeeeee"} {
		require.Equal(t, want, indexed(n), n)
	}
}

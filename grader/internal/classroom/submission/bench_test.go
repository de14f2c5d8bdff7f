package submission

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkClass reads 300 submissions, each with every exercise, half of them
// zips and half tars.
func BenchmarkClass(b *testing.B) {
	c := catalogue(b)
	files := map[string]string{}
	for i := range 300 {
		var items []item
		for _, e := range c {
			items = append(items, item{name: "hw/exercises/" + e.ID + "/" + e.File, text: "package " + e.Package + "\n" + strings.Repeat("// a line of text\n", 200)})
		}
		if i%2 == 0 {
			files[fmt.Sprintf("s%d.zip", i)] = string(zipOf(b, items...))
		} else {
			files[fmt.Sprintf("s%d.tgz", i)] = string(tgzOf(b, items...))
		}
	}
	dir := class(b, files)
	for b.Loop() {
		subs, err := Open(context.Background(), dir, c, Options{})
		require.NoError(b, err)
		require.Len(b, subs, 300)
		require.Len(b, have(subs[7]), len(c))
	}
}

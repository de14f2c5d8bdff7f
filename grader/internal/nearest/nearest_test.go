package nearest

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"weigth", "weight", 2}, {"same", "same", 0}} {
		require.Equal(t, c.want, Distance(c.a, c.b), "%s %s", c.a, c.b)
		require.Equal(t, c.want, Distance(c.b, c.a), "%s %s", c.b, c.a)
	}
}

func TestOf(t *testing.T) {
	require.Equal(t, "weight", Of("wieght", []string{"id", "weight", "deadline"}))
	require.Equal(t, "id", Of("is", []string{"id", "it"}), "the first of several")
	require.Empty(t, Of("x", nil))
}

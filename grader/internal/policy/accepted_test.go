package policy

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Ordinary code, as people write it for exercises such as these, must pass
// without a word.
func TestAcceptsOrdinaryCode(t *testing.T) {
	samples, err := filepath.Glob("testdata/accepted/*.go.txt")
	require.NoError(t, err)
	require.NotEmpty(t, samples)
	for _, path := range samples {
		t.Run(filepath.Base(path), func(t *testing.T) {
			src, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Empty(t, Check(one(t, string(src)), Rules{Package: "sample"}))
		})
	}
}

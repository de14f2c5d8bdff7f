package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMetadata(t *testing.T) {
	path := filepath.Join(t.TempDir(), "submission_metadata.json")
	for text, want := range map[string]sid{
		`12`: "12", `"12"`: "12", `"u12"`: "u12", `""`: "", `null`: "", `9007199254740993`: "9007199254740993",
	} {
		require.NoError(t, os.WriteFile(path, []byte(`{"created_at":"2026-06-01T14:32:01.123456-07:00","users":[{"name":"Ada","email":"a@b.c","sid":`+text+`}],"assignment":{"id":1}}`), 0o644))
		m, err := readMetadata(path)
		require.NoError(t, err, text)
		require.Equal(t, want, m.Users[0].SID)
		require.Equal(t, 21, m.CreatedAt.UTC().Hour())
	}
	for _, text := range []string{`{"users":[{"sid":{}}]}`, `{`, `{"created_at":"yesterday"}`} {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		_, err := readMetadata(path)
		require.ErrorContains(t, err, "the metadata cannot be read", text)
	}
}

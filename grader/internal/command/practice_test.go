package command

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the laid out Makefile calls is there, with the flags that it gives.
func TestMakefileCallsCommandsThatExist(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "evenings")
	require.Equal(t, ExitPassed, run(t, "init", dir).code)
	text, err := os.ReadFile(filepath.Join(dir, "Makefile"))
	require.NoError(t, err)
	root := rootCommand()
	flagsOf := map[string]string{"check": "FLAGS", "interview": "INTERVIEW"}
	var called []string
	for _, m := range regexp.MustCompile(`(?m)^\t\$\(RUN\) ([a-z]+)(.*)$`).FindAllSubmatch(text, -1) {
		name, line := string(m[1]), m[2]
		called = append(called, name)
		cmd, _, err := root.Find([]string{name})
		require.NoError(t, err)
		require.Equal(t, name, cmd.Name())
		if variable, ok := flagsOf[name]; ok {
			line = regexp.MustCompile(`(?m)^` + variable + ` = (?:.*\\\n)*.*$`).Find(text)
			require.NotEmpty(t, line)
		}
		for _, flag := range regexp.MustCompile(`--([a-z-]+)`).FindAllSubmatch(line, -1) {
			require.NotNil(t, cmd.Flags().Lookup(string(flag[1])), "%s --%s", name, flag[1])
		}
	}
	for _, name := range []string{"check", "watch", "list", "hint", "solution", "explain", "reset", "interview", "doctor"} {
		require.True(t, slices.Contains(called, name), name)
	}
}

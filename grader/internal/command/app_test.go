package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/solutions"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// call is one call of the grader in a process of the test.
type call struct {
	code           int
	stdout, stderr string
}

// run calls the grader in the current folder, without a terminal.
func run(t *testing.T, args ...string) call {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{
		embedded: Embedded{Solutions: solutions.FS, Kit: os.DirFS(kit)},
		stdin:    strings.NewReader(""), stdout: &out, stderr: &errs,
	}
	root := a.root()
	root.SetArgs(args)
	code, sentence := a.explain(root.ExecuteContext(t.Context()))
	return call{code, out.String(), errs.String() + sentence}
}

// kit is the folder of the kit's sources, wherever a test has gone to.
var kit = func() string {
	here, err := filepath.Abs("../../kit")
	if err != nil {
		panic(err)
	}
	return here
}()

// repository goes to a folder with the starter of one exercise and returns it.
func repository(t *testing.T, id string) string {
	t.Helper()
	top := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(top, "go.mod"), []byte("module racekata\n\ngo 1.26\n"), 0o644))
	require.NoError(t, os.Mkdir(filepath.Join(top, "exercises"), 0o755))
	t.Chdir(top)
	require.Equal(t, ExitPassed, run(t, "reset", id).code)
	require.NoError(t, os.RemoveAll(filepath.Join(top, ".racekata")))
	return top
}

package practice

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/staging"
	"racekata/grader/internal/staging/laid"
	"racekata/solutions"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func catalogue(t *testing.T) exercise.Catalogue {
	t.Helper()
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	return c
}

func TestStartersAndTemplatesAreLaidOutAndNothingElse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing", "too", "evenings")
	c := catalogue(t)
	require.NoError(t, LayOut(t.Context(), dir, c, "/bin/grader"))
	got := laid.Out(t, dir)
	for _, name := range []string{"Makefile", "README.md", "go.mod", ".gitignore", ".editorconfig", ".vscode/settings.json"} {
		require.NotEmpty(t, got[name], name)
		require.NotContains(t, got[name], "{{", name)
		delete(got, name)
	}
	for _, e := range c {
		starter, err := e.Starter()
		require.NoError(t, err)
		for name, content := range laid.Files(t, starter) {
			name = "exercises/" + e.ID + "/" + name
			require.Equal(t, content, got[name], name)
			delete(got, name)
		}
	}
	require.Empty(t, got, "neither a starter's nor a template's")

	require.NoError(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		if d.IsDir() {
			require.Equal(t, fs.FileMode(0o700), info.Mode().Perm()&0o700, p)
			require.NotZero(t, info.Mode().Perm()&0o050, "%s: others may look", p)
		} else {
			require.Equal(t, fs.FileMode(0o600), info.Mode().Perm()&0o700, p)
		}
		return nil
	}))
	beside, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	require.Len(t, beside, 1, "no draft is left")
}

// What judges stays in the binary: no laid out file holds a text of the
// teacher's side.
func TestNothingOfTheTeachersSideIsLaidOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "evenings")
	c := catalogue(t)
	require.NoError(t, LayOut(t.Context(), dir, c, ""))
	var everything strings.Builder
	for name, content := range laid.Out(t, dir) {
		require.NotContains(t, []string{"exercise.toml", "calibration.toml"}, filepath.Base(name))
		require.NotContains(t, name, "solutions")
		require.NotContains(t, name, "testdata")
		everything.WriteString(content)
	}
	all := everything.String()
	absent := func(what, text string) {
		if text = strings.TrimSpace(text); strings.Contains(all, text) {
			t.Errorf("%s is laid out:\n%s", what, text)
		}
	}
	absent("an expectation", "// want:")
	absent("the kit", "racekata/grader/kit")
	for _, e := range c {
		debrief, err := e.Debrief()
		require.NoError(t, err)
		for paragraph := range strings.SplitSeq(string(debrief), "\n\n") {
			if len(paragraph) > 60 {
				absent("a part of the debrief of "+e.ID, paragraph)
			}
		}
		for _, check := range e.Checks {
			for _, hint := range check.Hints {
				absent("a hint of "+e.ID, hint)
			}
		}
		// A visible test may be called as a hidden one; it has another body.
		hidden, err := e.HiddenTests()
		require.NoError(t, err)
		for name, src := range hidden {
			for part := range strings.SplitSeq(string(src), "\nfunc ") {
				if strings.HasPrefix(part, "Test") {
					absent("a hidden test of "+e.ID+" in "+name, part)
				}
			}
		}
		reference, err := e.Reference()
		require.NoError(t, err)
		for name, src := range reference {
			absent("the reference "+name+" of "+e.ID, string(src))
		}
		wrong, err := e.Wrong()
		require.NoError(t, err)
		right, err := e.Right()
		require.NoError(t, err)
		for _, a := range append(wrong, right...) {
			_, body, _ := bytes.Cut(a.Source, []byte("\n"))
			if !strings.HasPrefix(a.Name, "no_fix") {
				absent("the answer "+a.Name+" of "+e.ID, string(body))
			}
		}
	}
}

func TestGoLineIsTheRepositorys(t *testing.T) {
	top, err := os.ReadFile("../../../go.mod")
	require.NoError(t, err)
	line := regexp.MustCompile(`(?m)^go \S+$`).FindString(string(top))
	require.NotEmpty(t, line)
	text, err := templates.ReadFile("template/go.mod.tmpl")
	require.NoError(t, err)
	require.Equal(t, "module racekata\n\n"+line+"\n", string(text))
}

func TestEditorSettingsAreJSON(t *testing.T) {
	text, err := templates.ReadFile("template/.vscode/settings.json.tmpl")
	require.NoError(t, err)
	var settings map[string]any
	require.NoError(t, json.Unmarshal(text, &settings))
	require.Equal(t, true, settings["go.useLanguageServer"])
	require.Contains(t, settings["go.testFlags"], "-race")
	require.Equal(t, true, settings["[go]"].(map[string]any)["editor.formatOnSave"])
}

// The list is written out, so that it is shown in a folder of any name; this
// holds it equal to the targets.
func TestMakeHelpListsEveryTarget(t *testing.T) {
	for _, handedOut := range []bool{false, true} {
		dir := t.TempDir()
		require.NoError(t, Write(t.Context(), dir, catalogue(t)[:1], Options{HandedOut: handedOut}))
		text, err := os.ReadFile(filepath.Join(dir, "Makefile"))
		require.NoError(t, err)
		phony := regexp.MustCompile(`(?m)^\.PHONY: (.*)$`).FindSubmatch(text)
		require.NotNil(t, phony)
		var listed, defined []string
		for _, m := range regexp.MustCompile(`(?m)^\t@echo '  make (\S+)`).FindAllSubmatch(text, -1) {
			listed = append(listed, string(m[1]))
		}
		for _, m := range regexp.MustCompile(`(?m)^([a-z]+):$`).FindAllSubmatch(text, -1) {
			defined = append(defined, string(m[1]))
		}
		require.ElementsMatch(t, strings.Fields(string(phony[1])), listed)
		require.ElementsMatch(t, listed, defined)
		require.Equal(t, !handedOut, slices.Contains(listed, "solution"))
		require.NotContains(t, string(text), "\n\n\n")
	}
}

// Whoever was handed a folder has the grader in it, wherever the folder lies
// and whatever has unpacked it.
func TestMakeCallsTheGraderThatWasHandedOut(t *testing.T) {
	mk, err := exec.LookPath("make")
	if err != nil {
		t.Skip("make is not installed here")
	}
	dir := filepath.Join(t.TempDir(), "it's a $course #1")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "grader"), 0o755))
	require.NoError(t, Write(t.Context(), dir, catalogue(t)[:1], Options{HandedOut: true, README: "# Course\n"}))
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	require.NoError(t, err)
	require.Equal(t, "# Course\n", string(text))

	call := func(from string, args ...string) (string, error) {
		cmd := exec.Command(mk, append([]string{"-s"}, args...)...)
		cmd.Dir, cmd.Env = from, []string{"PATH=/usr/bin:/bin"}
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := call(dir, "list")
	require.Error(t, err)
	require.Contains(t, out, "there is no racekata-grader for this machine in grader/")
	require.Contains(t, out, "ask whoever handed this folder out")

	for _, name := range []string{runtime.GOOS + "-" + runtime.GOARCH, "plan9-mips"} {
		file := filepath.Join(dir, "grader", "racekata-grader-"+name)
		require.NoError(t, os.WriteFile(file, []byte("#!/bin/sh\necho \"called: $*, make $RACEKATA_MAKE\"\n"), 0o644)) // not executable
	}
	for _, from := range []string{dir, filepath.Join(dir, "exercises", "101_counter")} {
		out, err := call(from, "check", "EX=101", "CPU=3")
		require.NoError(t, err, out)
		require.Equal(t, "called: check 101 --cpu 3, make 1\n", out)
	}
}

// The path of the grader gets through make and the shell whatever is in it.
func TestMakeCallsTheGraderThatMadeTheFolder(t *testing.T) {
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not installed here")
	}
	for _, name := range []string{"plain", "two words", "it's", "$HOME", "#1", `a"b`, "100%", "a;b", "ü`id`", `back\slash`} {
		t.Run(name, func(t *testing.T) {
			bin := filepath.Join(t.TempDir(), name)
			require.NoError(t, os.Mkdir(bin, 0o755))
			grader := filepath.Join(bin, "racekata-grader")
			require.NoError(t, os.WriteFile(grader, []byte("#!/bin/sh\necho \"called: $*, make $RACEKATA_MAKE\"\n"), 0o755))
			dir := filepath.Join(t.TempDir(), name)
			require.NoError(t, LayOut(t.Context(), dir, catalogue(t)[:1], grader))
			for _, from := range []string{dir, filepath.Join(dir, "exercises", "101_counter")} {
				cmd := exec.Command("make", "-s", "check", "EX=101", "CPU=3")
				cmd.Dir = from
				out, err := cmd.CombinedOutput()
				require.NoError(t, err, "%s", out)
				require.Equal(t, "called: check 101 --cpu 3, make 1\n", string(out))
			}
		})
	}
}

func TestMakeWithoutAGrader(t *testing.T) {
	sh, err := exec.LookPath("make")
	if err != nil {
		t.Skip("make is not installed here")
	}
	dir := filepath.Join(t.TempDir(), "evenings")
	require.NoError(t, LayOut(t.Context(), dir, catalogue(t)[:1], "/nowhere/racekata-grader"))
	cmd := exec.Command(sh, "-s", "list")
	cmd.Dir, cmd.Env = dir, []string{"PATH=/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "run make in the racekata repository")

	bin := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(bin, "racekata-grader"), []byte("#!/bin/sh\necho from the path\n"), 0o755))
	cmd = exec.Command(sh, "-s", "list")
	cmd.Dir, cmd.Env = dir, []string{"PATH=" + bin + ":/usr/bin:/bin"}
	out, err = cmd.CombinedOutput()
	require.NoError(t, err)
	require.Equal(t, "from the path\n", string(out))
}

func TestMakeWord(t *testing.T) {
	require.Equal(t, `'/a b/\#1/it'\''s/$$x'`, makeWord("/a b/#1/it's/$x"))
	require.Equal(t, "''", makeWord("/a\nb"), "no value can hold it")
	require.Equal(t, "''", makeWord(`/a\#b`))
}

func TestAnEmptyFolderStaysTheSameFolder(t *testing.T) {
	dir := t.TempDir()
	before, err := os.Stat(dir)
	require.NoError(t, err)
	require.NoError(t, LayOut(t.Context(), dir, catalogue(t), ""))
	after, err := os.Stat(dir)
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after), "a shell may be in it")
	require.FileExists(t, filepath.Join(dir, "exercises", "101_counter", "counter.go"))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 7, "no draft is left: %v", entries)
}

func TestWhatIsThereIsNotTouched(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, []byte("mine"), 0o644))
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink("nowhere", link))
	for path, want := range map[string]error{dir: staging.ErrNotEmpty, file: staging.ErrNotFolder, link: staging.ErrNotFolder} {
		require.ErrorIs(t, LayOut(t.Context(), path, catalogue(t), ""), want, path)
	}
	require.Error(t, LayOut(t.Context(), filepath.Join(file, "below"), catalogue(t), ""))
	require.Equal(t, map[string]string{"file": "mine"}, laid.Out(t, dir))
}

func TestNothingIsLeftOfHalfTheWork(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	parent := t.TempDir()
	empty := t.TempDir()
	for _, dir := range []string{filepath.Join(parent, "a", "b", "evenings"), empty} {
		require.ErrorIs(t, LayOut(stopped, dir, catalogue(t), ""), context.Canceled)
	}
	for _, dir := range []string{parent, empty} {
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, entries, dir)
	}
}

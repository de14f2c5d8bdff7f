// Command record runs the cases in testdata/cases with the real tools and
// writes what they print back into them.
//
//	make -C grader/internal/finding/testdata record CASES="race_counter"
//
// Keys of a case:
//
//	do     race   build the tests with -race, run them, keep GORACE's log
//	       run    build the tests, run them, keep what they print
//	       build  keep what go test -c prints
//	       vet    keep what go vet prints
//	       quit   as run, and send SIGQUIT after half a second
//	       hand   leave the case alone: no tool of today prints it
//	race   yes, for do: run and quit
//	args   arguments of the test binary
//	env    variables of the test binary, K=V separated by blanks
//	gorace further GORACE options
//	cpu    -test.cpu, 4 when absent
//	memory address space of the test binary in KiB
//	build  flags of go test -c
//	tries  how often to run until the output contains want, 1 when absent
//	want   what the output must contain
//
// A package racekata/kit is there for the cases to import, for what a test
// needs in order to be recorded at the right moment.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"racekata/grader/internal/finding/internal/recording"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(names []string) error {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		return err
	}
	var errs []error
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if len(names) > 0 && !slices.Contains(names, name) {
			continue
		}
		if err := record(path, name); err != nil {
			errs = append(errs, fmt.Errorf("record %s: %w", name, err))
			continue
		}
		log.Println("recorded", name)
	}
	return errors.Join(errs...)
}

func record(path, name string) error {
	a, err := txtar.ParseFile(path)
	if err != nil {
		return err
	}
	c := recording.FromArchive(name, a)
	if c.Keys["do"] == "hand" {
		return nil
	}
	dir, err := os.MkdirTemp("", "record")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := layOut(dir, c); err != nil {
		return err
	}
	tries, _ := strconv.Atoi(c.Keys["tries"])
	var out string
	for range max(tries, 1) {
		if out, err = output(dir, c); err != nil {
			return err
		}
		if strings.Contains(out, c.Keys["want"]) {
			break
		}
	}
	if out == "" || !strings.Contains(out, c.Keys["want"]) {
		return fmt.Errorf("%q is not in the output:\n%s", c.Keys["want"], out)
	}
	out = strings.ReplaceAll(out, dir, "/w")
	out = strings.ReplaceAll(out, filepath.ToSlash(runtime.GOROOT()), "/usr/local/go")
	if !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == recording.OutputFile })
	a.Files = append(a.Files, txtar.File{Name: recording.OutputFile, Data: []byte(out)})
	return os.WriteFile(path, txtar.Format(a), 0o644)
}

// kit is what a case may import as racekata/kit.
const kit = `package kit

import (
	"os"
	"runtime"
	"time"
)

// Dump prints every goroutine a moment from now and ends the process.
func Dump() {
	time.Sleep(300 * time.Millisecond)
	buf := make([]byte, 1<<20)
	os.Stderr.Write(buf[:runtime.Stack(buf, true)])
	os.Exit(3)
}
`

func layOut(dir string, c recording.Case) error {
	root, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return fmt.Errorf("find the module: %w", err)
	}
	files := map[string][]byte{"kit/kit.go": []byte(kit)}
	for _, name := range []string{"go.mod", "go.sum"} { // for goleak
		data, err := os.ReadFile(filepath.Join(filepath.Dir(string(root)), name))
		if err != nil {
			return err
		}
		files[name] = data
	}
	for name, data := range c.Files {
		files[name] = data
	}
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func output(dir string, c recording.Case) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	binary := filepath.Join(dir, "x.test")
	build := []string{"test", "-c", "-vet=off", "-ldflags=-s", "-o", binary}
	if c.Keys["do"] == "race" || c.Keys["race"] == "yes" {
		build = append(build, "-race")
	}
	build = append(build, strings.Fields(c.Keys["build"])...)
	if c.Keys["do"] == "vet" {
		build = []string{"vet"}
	}
	cmd := exec.CommandContext(ctx, "go", append(build, "./exercises/...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	text, err := cmd.CombinedOutput()
	if c.Keys["do"] == "build" || c.Keys["do"] == "vet" {
		return string(text), nil // these cases are about failing
	}
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, text)
	}
	return execute(ctx, dir, binary, c)
}

func execute(ctx context.Context, dir, binary string, c recording.Case) (string, error) {
	cpu := c.Keys["cpu"]
	if cpu == "" {
		cpu = "4"
	}
	line := fmt.Sprintf("exec %s -test.cpu=%s %s", binary, cpu, c.Keys["args"])
	if kib := c.Keys["memory"]; kib != "" {
		line = "ulimit -v " + kib + "; " + line
	}
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Dir = dir
	gorace := "GORACE=suppress_equal_stacks=0 atexit_sleep_ms=0 " + c.Keys["gorace"]
	if c.Keys["do"] == "race" {
		gorace += " log_path=" + filepath.Join(dir, "race")
	}
	cmd.Env = append(os.Environ(), gorace)
	cmd.Env = append(cmd.Env, strings.Fields(c.Keys["env"])...)
	if c.Keys["do"] == "quit" {
		timer := time.AfterFunc(500*time.Millisecond, func() { _ = cmd.Process.Signal(syscall.SIGQUIT) })
		defer timer.Stop()
	}
	text, _ := cmd.CombinedOutput() // these cases are about failing
	if c.Keys["do"] != "race" {
		return string(text), nil
	}
	logs, err := filepath.Glob(filepath.Join(dir, "race.*"))
	if err != nil {
		return "", err
	}
	var all []byte
	for _, path := range logs {
		data, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		all = append(all, data...)
		if err := os.Remove(path); err != nil {
			return "", err
		}
	}
	return string(all), nil
}

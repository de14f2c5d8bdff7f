// Pictures makes the terminal pictures that README.md shows. Run it with `make
// pictures`.
//
// It lays out a folder to practise in with `racekata-grader init`, works in it
// as a person does, at a real terminal, and keeps what can be seen there twice:
// as tmux captures it in testdata/NAME.ansi,
//
//	"  \x1b[31m✗\x1b[39m every increment is counted"
//
// and drawn in grader/docs/pictures/NAME.svg. A change of the drawing alone
// needs no run: go test ./grader/internal/pictures -update draws all captures
// anew.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

const (
	captures = "grader/internal/pictures/testdata"
	drawings = "grader/docs/pictures"
)

func main() {
	grader := flag.String("grader", "bin/racekata-grader", "the grader's binary")
	seed := flag.Uint64("seed", 5, "of the interview")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: pictures [flags] [picture...], at the top of the repository")
		flag.PrintDefaults()
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *grader, *seed, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// run takes the named pictures, or all. Each is written once it is there.
func run(ctx context.Context, grader string, seed uint64, names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(scenes, func(s scene) bool { return s.name == name }) {
			return fmt.Errorf("there is no picture %s", name)
		}
	}
	for _, s := range scenes {
		if len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		capture, err := shoot(ctx, s, grader, seed)
		if err != nil {
			return fmt.Errorf("take %s: %w", s.name, err)
		}
		if p := private(capture); p != "" {
			return fmt.Errorf("take %s: %s of this machine can be seen:\n%s", s.name, p, capture)
		}
		for path, content := range map[string]string{
			filepath.Join(captures, s.name+".ansi"): capture,
			filepath.Join(drawings, s.name+".svg"):  svg(s.picture, capture),
		} {
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				return err
			}
		}
		fmt.Println(filepath.Join(drawings, s.name+".svg"))
	}
	return nil
}

// private is what in a text belongs to a machine or a person; "" is nothing.
func private(text string) string {
	for _, path := range []string{"/tmp/", "/root/", "/home/", "/work/", "/Users/", "/var/"} {
		if strings.Contains(text, path) {
			return path
		}
	}
	// A short name may be a word of the text.
	if host, err := os.Hostname(); err == nil && len(host) > 5 && strings.Contains(text, host) {
		return host
	}
	return ""
}

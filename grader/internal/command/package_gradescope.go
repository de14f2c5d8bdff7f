package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"racekata/grader/internal/classroom/autograder"
)

func (a *app) packageGradescope() *cobra.Command {
	var f packageFlags
	var o autograder.Gradescope
	var sums []string
	cmd := &cobra.Command{
		Use:   "gradescope -o autograder.zip",
		Short: "A zip for Gradescope",
		Long: `Make autograder.zip for Gradescope. The image that Gradescope builds of it
downloads Go and checks its SHA-256. The checksum is that of go.dev; where that
cannot be reached (or RACEKATA_GO_URL, a copy of it), give it: --go-sha256.`,
		Example: `  racekata-grader package gradescope -o autograder.zip --course course.toml
  racekata-grader package gradescope -o a.zip --go-sha256 amd64=…,arm64=…`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runPackageGradescope(cmd.Context(), f, o, sums) },
	}
	f.add(cmd, "the zip, such as autograder.zip", autograder.Arches...)
	cmd.Flags().StringSliceVar(&sums, "go-sha256", nil, "ARCH=SHA-256 of Go's archive for Linux")
	cmd.Flags().IntVar(&o.Minutes, "minutes", autograder.MinutesDefault, "the time limit set at Gradescope")
	cmd.Flags().BoolVar(&o.Leaderboard, "leaderboard", false, "show points on its board")
	return cmd
}

func (a *app) runPackageGradescope(ctx context.Context, f packageFlags, o autograder.Gradescope, sums []string) error {
	if o.Minutes < 2 || o.Minutes > autograder.MinutesMost {
		return &usageError{fmt.Sprintf("--minutes %d is no time limit that Gradescope has", o.Minutes), fmt.Sprintf("give a number from 2 to %d", autograder.MinutesMost)}
	}
	given, err := parseSums(sums)
	if err != nil {
		return err
	}
	d, err := a.draft(ctx, f)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(f.out); err == nil {
		return &usageError{f.out + " is there already", "remove it, or name another file"}
	}
	arches := f.arches
	if d.source == "" {
		arches = []string{runtime.GOARCH}
	}
	if o.Sums, err = sumsOfGo(ctx, given, d.GoVersion, arches); err != nil {
		return err
	}
	return a.withGraders(ctx, d, func() error {
		files, err := d.Gradescope(o)
		if err != nil {
			return err
		}
		var zip bytes.Buffer
		if err := files.Zip(&zip); err != nil {
			return err
		}
		if err := newFile(f.out, zip.Bytes()); err != nil {
			return packageProblem(f.out, err)
		}
		a.made(d, "upload it; its README.md says how")
		return nil
	})
}

// parseSums reads the values of --go-sha256.
func parseSums(values []string) (map[string]string, error) {
	sums := map[string]string{}
	for _, v := range values {
		arch, sum, ok := strings.Cut(v, "=")
		if !ok || !slices.Contains(autograder.Arches, arch) {
			return nil, &usageError{fmt.Sprintf("--go-sha256 %q names no processor", v), "write --go-sha256 amd64=… or arm64=…"}
		}
		if err := autograder.CheckSum(sum); err != nil {
			return nil, &usageError{"--go-sha256: " + err.Error(), "copy it from https://go.dev/dl"}
		}
		sums[arch] = sum
	}
	return sums, nil
}

// sumsOfGo asks for the checksums that were not given.
func sumsOfGo(ctx context.Context, given map[string]string, version string, arches []string) (map[string]string, error) {
	var missing []string
	for _, arch := range arches {
		if given[arch] == "" {
			missing = append(missing, arch)
		}
	}
	if len(missing) == 0 {
		return given, nil
	}
	base := os.Getenv("RACEKATA_GO_URL")
	if base == "" {
		base = autograder.Download
	}
	sums, err := autograder.Sums(ctx, base, version, missing)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		var give []string
		for _, arch := range missing {
			give = append(give, "--go-sha256 "+arch+"=…")
		}
		fix := "look it up on https://go.dev/dl and give it: " + strings.Join(give, " ")
		if errors.Is(err, autograder.ErrNoSum) {
			fix = "name a release that is there: --go-version 1.26.0"
		}
		return nil, &usageError{"the checksum of Go " + version + " is not known: " + err.Error(), fix}
	}
	for arch, sum := range given {
		sums[arch] = sum
	}
	return sums, nil
}

// newFile writes a file that is not there yet, whole or not at all.
func newFile(path string, content []byte) (err error) {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			os.Remove(path)
		}
	}()
	_, err = out.Write(content)
	return err
}

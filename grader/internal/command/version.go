package command

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"racekata/grader/internal/verdict"
)

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "The version of the grader and what it was built with",
		Example: "  racekata-grader version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := fmt.Fprintf(a.stdout, "%s %s, %s %s/%s, %s\n", program, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH, verdict.Schema)
			return err
		},
	}
}

// revision is the commit that the grader was built from, as far as it is known.
func revision() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown revision"
}

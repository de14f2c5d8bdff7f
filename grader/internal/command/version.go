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
			revision := "unknown revision"
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
			}
			_, err := fmt.Fprintf(a.stdout, "%s %s, %s %s/%s, %s\n", program, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH, verdict.Schema)
			return err
		},
	}
}

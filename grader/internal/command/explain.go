package command

import (
	"os/exec"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"racekata/grader/internal/explain"
	"racekata/grader/internal/render"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain [topic]",
		Short:   "What a kind of finding means; how to read reports and stacks",
		Example: "  racekata-grader explain\n  racekata-grader explain data race\n  racekata-grader explain goroutine-dump",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				var rows []render.Topic
				for _, t := range explain.Topics() {
					rows = append(rows, render.Topic{Name: t.Name, Title: t.Title})
				}
				a.style().Topics(a.stdout, rows)
				return nil
			}
			name := strings.Join(args, " ")
			t, ok := explain.Find(name)
			if !ok {
				return &usageError{"there is no topic " + name, "all of them: " + a.style().Command("explain", "")}
			}
			a.style().Topic(a.stdout, render.Topic{Name: t.Name, Title: t.Title}, a.typed(t.Text))
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, t := range explain.Topics() {
				names = append(names, cobra.CompletionWithDesc(t.Name, t.Title))
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

var explainCall = regexp.MustCompile(program + ` explain ([a-z-]+)`)

// typed writes the commands of a text as they can be typed here. make has no
// target for hunt, which is for other code than the exercises: where the grader
// is not on the PATH, it is named by its path.
func (a *app) typed(text string) string {
	s := a.style()
	text = explainCall.ReplaceAllStringFunc(text, func(call string) string {
		return s.Explain(explainCall.FindStringSubmatch(call)[1])
	})
	if _, err := exec.LookPath(program); err != nil {
		if self := a.itself(); self != "" {
			text = strings.ReplaceAll(text, program+" hunt", shellWord(self)+" hunt")
		}
	}
	return text
}

package command

import (
	"strings"

	"github.com/spf13/cobra"
)

var shells = []string{"bash", "zsh", "fish"}

func (a *app) completion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish",
		Short: "What makes your shell complete commands, exercises and flags",
		Long: `Print what makes a shell complete commands, exercises and flags with Tab. It
calls racekata-grader, which has to be on the PATH. Type the line of your shell
once; the next shell that you open completes.

bash, where the package bash-completion is installed (macOS: brew install bash
bash-completion@2):
  echo 'source <(racekata-grader completion bash)' >>~/.bashrc
zsh, where ~/.zshrc has autoload -Uz compinit && compinit before it:
  echo 'source <(racekata-grader completion zsh)' >>~/.zshrc
fish:
  mkdir -p ~/.config/fish/completions && racekata-grader completion fish \
    >~/.config/fish/completions/racekata-grader.fish`,
		Example: "  source <(racekata-grader completion bash)",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{"completion is for one shell", "name it: " + strings.Join(shells, ", ")}
			}
			return nil
		},
		ValidArgs:             shells,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.stdout)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			}
			return &usageError{"there is no completion for " + args[0], "name one of " + strings.Join(shells, ", ")}
		},
	}
}

package command

import (
	"encoding/json"
	"path/filepath"

	"github.com/spf13/cobra"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/render"
)

// listSchema names the shape of the list in JSON. A field may be added without
// a new version, none is removed or changes its meaning.
const listSchema = "racekata/list/v1"

func (a *app) list() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the exercises and how far you are",
		Long: `List the exercises by pillar, in the order of the path, with level, points of
the last check and attempts. A pass counts for the code that passed: where that
has changed, or what judges it, the list says so.`,
		Example: "  racekata-grader list\n  racekata-grader list --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, top, err := a.repository()
			if err != nil {
				return err
			}
			a.tellNews(c, top)
			_, rows, err := a.standing()
			if err != nil {
				return err
			}
			if !asJSON {
				a.style().List(a.stdout, rows)
				return nil
			}
			enc := json.NewEncoder(a.stdout)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(struct {
				Schema    string       `json:"schema"`
				Exercises []render.Row `json:"exercises"`
			}{listSchema, rows})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "the list as one JSON object, "+listSchema)
	return cmd
}

func (a *app) status() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "How far you are, in one line for a shell prompt",
		Long: `How far you are, in one line: exercises passed, points of the current one. It
reads two files and runs nothing, so that a prompt can show it. Outside of a
repository with exercises it prints nothing.`,
		Example: "  racekata-grader status\n  PS1='$(racekata-grader status 2>/dev/null) \\$ '",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := a.top(); err != nil {
				return nil //nolint:nilerr // a prompt is shown everywhere
			}
			c, rows, err := a.standing()
			if err != nil {
				return err
			}
			top, err := a.top()
			if err != nil {
				return err
			}
			e, err := a.pick(c, top, nil)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if r.ID == e.ID {
					a.style().StatusLine(a.stdout, rows, r)
				}
			}
			return nil
		},
	}
}

// standing is how far the learner is in each exercise, in the order of the path.
func (a *app) standing() (exercise.Catalogue, []render.Row, error) {
	c, err := a.catalogue()
	if err != nil {
		return nil, nil, err
	}
	top, err := a.top()
	if err != nil {
		return nil, nil, err
	}
	st, err := a.progress(top).Read()
	if err != nil {
		return nil, nil, err
	}
	versions, err := c.Versions()
	if err != nil {
		return nil, nil, err
	}
	var rows []render.Row
	for _, e := range c.Path() {
		entry := st.Of(e.ID)
		rows = append(rows, render.Row{
			ID: e.ID, Title: e.Title, Pillar: e.Pillar, Level: e.Level,
			Points: entry.Points, Max: e.Points(), Attempts: entry.Attempts,
			Passed: entry.Passed != nil, Changed: changed(entry, filepath.Join(top, "exercises", e.ID)),
			TestsChanged: entry.Outdated(versions[e.ID]),
		})
	}
	return c, rows, nil
}

// changed tells whether the code in the folder is another than the one that
// passed. A folder that cannot be read holds no code that passed.
func changed(entry *progress.Entry, folder string) bool {
	if entry.Passed == nil {
		return false
	}
	c, err := candidate.FromFolder(folder)
	return err != nil || c.Hash() != entry.Passed.Hash
}

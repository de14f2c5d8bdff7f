package autograder

import (
	"fmt"
	"io/fs"
)

// Gradescope is what its package needs beside the assignment.
type Gradescope struct {
	// Sums are the SHA-256 of Go's archive for Linux, by processor.
	Sums map[string]string
	// Minutes is the time limit that Gradescope is set to, 0 for its own ten.
	Minutes int
	// Leaderboard shows points on Gradescope's board.
	Leaderboard bool
}

// The time limits that Gradescope has.
const (
	MinutesDefault = 10
	MinutesMost    = 40
	// spare is how many seconds before Gradescope the grader is stopped.
	spare = 45
)

// Download is where Go comes from.
const Download = "https://go.dev/dl"

// Gradescope is the files of autograder.zip.
func (a *Assignment) Gradescope(o Gradescope) (Files, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	if o.Minutes == 0 {
		o.Minutes = MinutesDefault
	}
	if o.Minutes < 2 || o.Minutes > MinutesMost {
		return nil, fmt.Errorf("package for Gradescope: %d minutes is no time limit that it has", o.Minutes)
	}
	for _, sum := range o.Sums {
		if err := CheckSum(sum); err != nil {
			return nil, fmt.Errorf("package for Gradescope: %w", err)
		}
	}
	warm := a.Exercises[0]
	v := a.values()
	v["Sums"], v["Minutes"], v["Seconds"] = allArches(o.Sums), o.Minutes, o.Minutes*60-spare
	v["Warm"], v["Download"] = warm.ID, Download
	if o.Leaderboard {
		v["Args"] = append(v["Args"].([]string), "--leaderboard")
	}
	var files Files
	for _, f := range []struct {
		name string
		mode fs.FileMode
	}{{"setup.sh", 0o755}, {"run_autograder", 0o755}, {"settings.sh", 0o644}, {"README.md", 0o644}} {
		content, err := fill("gradescope", f.name, v)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: f.name, Mode: f.mode, Content: content})
	}
	if a.Course != nil {
		files = append(files, File{Name: "course.toml", Mode: 0o644, Content: a.Course})
	}
	for _, f := range warm.Starter.Files {
		files = append(files, File{Name: "warm/" + warm.ID + "/" + f.Name, Mode: 0o644, Content: f.Content})
	}
	return append(files, a.graders("")...), nil
}
